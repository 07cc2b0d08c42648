-- What came when: which import stands on which, how tables were read, which names are one, at what rate.

-- `import_id` changed, or found the same, rows that `base_id` brought or ended.
CREATE TABLE app.stands_on (
    import_id INTEGER NOT NULL,
    base_id INTEGER NOT NULL
);

-- How each table was read;.
CREATE TABLE app.layouts (
    import_id INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    dataset VARCHAR NOT NULL,
    headers VARCHAR[] NOT NULL,
    columns JSON NOT NULL,
    answers JSON NOT NULL
);
ALTER TABLE app.put_aside ADD COLUMN resolved_by INTEGER;

-- One decision per spelling of a name: it is `accepted`'s other spelling, or (refused) it is not.
CREATE TABLE app.names (
    dimension VARCHAR NOT NULL,
    spelling VARCHAR NOT NULL,
    accepted VARCHAR NOT NULL,
    is_accepted BOOLEAN NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    decided_by VARCHAR NOT NULL,
    PRIMARY KEY (dimension, spelling, accepted)
);

-- What one unit of a foreign currency was worth in the workspace's own, in a month such as 2025-03.
CREATE TABLE app.rates (
    currency VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    rate DECIMAL(18, 8) NOT NULL,
    PRIMARY KEY (currency, month)
);

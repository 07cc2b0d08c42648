-- What people typed and what was imported; kept forward through every version.
CREATE TABLE app.imports (
    import_id INTEGER PRIMARY KEY,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    loaded_by VARCHAR NOT NULL,
    undone_at TIMESTAMP
);

CREATE TABLE app.receipts (
    import_id INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    dataset VARCHAR NOT NULL,
    receipt JSON NOT NULL
);

CREATE TABLE app.put_aside (
    import_id INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    row_number INTEGER NOT NULL,
    column_name VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    reason_zh VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    cells VARCHAR[] NOT NULL
);

-- `shape` is the fingerprint of the tables and models that this store was last built for.
CREATE TABLE app.state (
    data_version BIGINT NOT NULL,
    next_import INTEGER NOT NULL,
    shape VARCHAR NOT NULL
);
INSERT INTO app.state VALUES (0, 1, '');

CREATE TABLE app.settings (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL
);

CREATE TABLE app.channels (
    channel VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    is_chosen BOOLEAN NOT NULL
);

CREATE TABLE app.risks (
    risk_id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    probability INTEGER NOT NULL,
    impact INTEGER NOT NULL,
    response VARCHAR NOT NULL,
    probability_after INTEGER,
    impact_after INTEGER,
    contingency VARCHAR NOT NULL,
    trigger_metric VARCHAR,
    trigger_side VARCHAR,
    trigger_limit DOUBLE,
    status VARCHAR NOT NULL,
    due DATE,
    review DATE
);

CREATE TABLE app.history (
    changed_at TIMESTAMP NOT NULL,
    changed_by VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    before JSON,
    after JSON
);

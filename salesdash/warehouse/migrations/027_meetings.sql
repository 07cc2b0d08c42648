-- A meeting, at which item of its agenda it stands, and, once it is closed, its figures for good. `moves` is raised by
-- whatever changes in it, so that whoever has it open sees that something did.
CREATE TABLE app.meetings (
    meeting_id INTEGER PRIMARY KEY,
    kind VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    chosen JSON NOT NULL,
    agenda JSON NOT NULL,
    attended VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    began TIMESTAMP NOT NULL,
    spent JSON NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    opened_by VARCHAR NOT NULL,
    closed_at TIMESTAMP,
    closed_by VARCHAR NOT NULL,
    frozen JSON NOT NULL,
    moves INTEGER NOT NULL
);

-- What was noted and what came of each item, in the order in which it was typed; of one item the last counts.
CREATE TABLE app.meeting_entries (
    entry_id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL,
    about VARCHAR NOT NULL,
    words_zh VARCHAR NOT NULL,
    words_en VARCHAR NOT NULL,
    outcome VARCHAR,
    owner VARCHAR NOT NULL,
    action_id INTEGER,
    times INTEGER NOT NULL,
    facts JSON NOT NULL,
    typed_at TIMESTAMP NOT NULL,
    typed_by VARCHAR NOT NULL
);

-- The agenda of each kind of meeting, where somebody changed it.
CREATE TABLE app.agendas (
    kind VARCHAR PRIMARY KEY,
    agenda JSON NOT NULL
);

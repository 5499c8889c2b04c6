-- What became of each reminder on this device, and what was shown when. It is
-- this device's own: it travels to no other one. life: JSON, whole in the row,
-- since only the planner asks for what is in it.
CREATE TABLE reminders (
    occurrence TEXT PRIMARY KEY NOT NULL,
    life       TEXT NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_change ON reminders (changed_ms);

-- day: day by the clock of the phone at that time, counted from 1970. parts:
-- names of what is in it, as JSON.
CREATE TABLE reminder_pushes (
    at_ms  INTEGER NOT NULL,
    push   TEXT NOT NULL,
    day    INTEGER NOT NULL,
    exempt INTEGER NOT NULL,
    loud   INTEGER NOT NULL,
    shown  INTEGER NOT NULL,
    parts  TEXT NOT NULL,
    PRIMARY KEY (at_ms, push)
) STRICT, WITHOUT ROWID;

-- How the person takes each kind: two dismissed in a row halve it.
CREATE TABLE reminder_habits (
    kind      TEXT PRIMARY KEY NOT NULL,
    dismissed INTEGER NOT NULL,
    halved    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a reminder of a step leads to.
CREATE INDEX steps_by_step ON steps (step);

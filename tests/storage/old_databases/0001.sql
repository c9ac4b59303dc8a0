-- A database as version 0001 wrote it, with rows in it. Not to be changed: later versions must be able to read it.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE items (
	id TEXT NOT NULL, 
	team TEXT NOT NULL, 
	state TEXT NOT NULL, 
	words TEXT NOT NULL, 
	why TEXT NOT NULL, 
	about TEXT, 
	signed_by TEXT, 
	waiting_since BIGINT NOT NULL, 
	acknowledged_by TEXT, 
	acknowledged_at BIGINT, 
	nudges INTEGER NOT NULL, 
	nudge_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_items PRIMARY KEY (id), 
	CONSTRAINT fk_items_team FOREIGN KEY(team) REFERENCES teams ("key")
)
 WITHOUT ROWID

;
INSERT INTO "items" VALUES('K7QX2M','payments','waiting','It''s slow.
Very.','you named the team',NULL,NULL,1772442000123456,NULL,NULL,1,1772542800123456,1);
CREATE TABLE messages (
	channel TEXT NOT NULL, 
	ts TEXT NOT NULL, 
	item TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	step INTEGER NOT NULL, 
	ref TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_messages PRIMARY KEY (channel, ts), 
	CONSTRAINT fk_messages_item FOREIGN KEY(item) REFERENCES items (id)
)
 WITHOUT ROWID

;
INSERT INTO "messages" VALUES('C1PAY','1770000000.000100','K7QX2M','card',0,NULL,1);
CREATE TABLE organisation (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	applied_at BIGINT NOT NULL, 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_one_row CHECK (id = 1)
);
INSERT INTO "organisation" VALUES(1,1,'{"teams":[{"key":"payments","name":"Payments","channel":{"id":"C1PAY","name":"payments"},"leaders":["U1LEAD","S1LEADS"],"escalation":[["U1DIRECTOR"],["U1VP","S1VPS"]],"aliases":["billing"],"topics":["double charge"],"paths":["src/payments/**"],"policy":{"timezone":"Europe/Berlin","working_hours":{"days":[0,1,4],"start":"09:00:00","end":"17:30:00"},"holidays":["2026-12-24"],"nudge":{"first_after":"PT1.5S","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D"},"archived":false}],"fallback":{"key":"fallback","name":"Triage","channel":{"id":"C1TRIAGE","name":"triage"},"leaders":["U1TRIAGE"],"escalation":[],"aliases":[],"topics":[],"paths":[],"policy":{"timezone":"UTC","working_hours":null,"holidays":null,"nudge":{"first_after":"PT4H","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D"},"archived":false},"admins":["U1ADMIN"],"digest_channel":{"id":"C1","name":"all"},"safety_channel":null}',1772442000123456);
CREATE TABLE outbox (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	item TEXT, 
	step INTEGER NOT NULL, 
	ref TEXT, 
	attempts INTEGER NOT NULL, 
	detour INTEGER NOT NULL, 
	reason TEXT, 
	due_at BIGINT NOT NULL, 
	claimed_until BIGINT, 
	claimed_by TEXT, 
	CONSTRAINT fk_outbox_item FOREIGN KEY(item) REFERENCES items (id)
);
INSERT INTO "outbox" VALUES(2,'leader_reminder','U1LEAD','K7QX2M',1,NULL,0,0,NULL,1772456400123456,NULL,NULL);
CREATE TABLE pulse (
	id INTEGER NOT NULL, 
	beats BIGINT NOT NULL, 
	CONSTRAINT pk_pulse PRIMARY KEY (id), 
	CONSTRAINT ck_pulse_one_row CHECK (id = 1)
);
INSERT INTO "pulse" VALUES(1,1);
CREATE TABLE questions (
	id TEXT NOT NULL, 
	item TEXT NOT NULL, 
	asked_by TEXT NOT NULL, 
	text TEXT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	CONSTRAINT pk_questions PRIMARY KEY (id), 
	CONSTRAINT fk_questions_item FOREIGN KEY(item) REFERENCES items (id)
)
 WITHOUT ROWID

;
CREATE TABLE teams (
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	archived BOOLEAN NOT NULL, 
	CONSTRAINT pk_teams PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
INSERT INTO "teams" VALUES('fallback','Triage',0);
INSERT INTO "teams" VALUES('payments','Payments',0);
CREATE TABLE user_groups (
	id TEXT NOT NULL, 
	handle TEXT NOT NULL, 
	members TEXT NOT NULL, 
	problem TEXT, 
	read_at BIGINT NOT NULL, 
	CONSTRAINT pk_user_groups PRIMARY KEY (id)
)
 WITHOUT ROWID

;
CREATE INDEX ix_items_due ON items (state, nudge_at) WHERE nudge_at IS NOT NULL;
CREATE INDEX ix_items_state ON items (state, waiting_since);
CREATE INDEX ix_questions_item ON questions (item);
CREATE INDEX ix_messages_item ON messages (item);
CREATE INDEX ix_outbox_lane ON outbox (channel, seq);
CREATE INDEX ix_outbox_item ON outbox (item) WHERE kind <> 'card';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
COMMIT;

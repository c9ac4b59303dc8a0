-- A database as version 0002 wrote it, with rows in it. Not to be changed: later versions must be able to read it.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE answers (
	id TEXT NOT NULL, 
	item TEXT NOT NULL, 
	text TEXT NOT NULL, 
	answered_at BIGINT NOT NULL, 
	CONSTRAINT pk_answers PRIMARY KEY (id), 
	CONSTRAINT fk_answers_item FOREIGN KEY(item) REFERENCES items (id)
)
 WITHOUT ROWID

;
INSERT INTO "answers" VALUES('A1','K7QX2M','Since Tuesday.',1772456400123456);
CREATE TABLE held (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	item TEXT NOT NULL, 
	team TEXT NOT NULL, 
	batch BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	at_least INTEGER NOT NULL, 
	release_every BIGINT NOT NULL, 
	hold_at_most BIGINT NOT NULL, 
	keep_for BIGINT NOT NULL, 
	words TEXT NOT NULL, 
	why TEXT NOT NULL, 
	about TEXT, 
	left_out TEXT, 
	way_back TEXT, 
	tag BLOB, 
	CONSTRAINT pk_held PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "held" VALUES('A2','answer','K7QX2M','payments',1772445600000000,1772524800000000,3,7200000000,86400000000,15552000000000,'And again today.','',NULL,NULL,NULL,NULL);
INSERT INTO "held" VALUES('H2LD7W','item','H2LD7W','payments',1772445600000000,1772524800000000,3,7200000000,86400000000,15552000000000,'Still held.','you named the team',NULL,'U1LEAD','home',X'0404040404040404040404040404040404040404040404040404040404040404');
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
	version INTEGER NOT NULL, way_back TEXT, tag BLOB, left_out TEXT, hidden_by TEXT, erase_at BIGINT, erased BOOLEAN DEFAULT 0 NOT NULL, closed_because TEXT, 
	CONSTRAINT pk_items PRIMARY KEY (id), 
	CONSTRAINT fk_items_team FOREIGN KEY(team) REFERENCES teams ("key")
)
 WITHOUT ROWID

;
INSERT INTO "items" VALUES('K7QX2M','payments','acknowledged','It''s slow.
Very.','you named the team',NULL,NULL,1772445600000000,'U1LEAD',1772442060123456,0,NULL,2,'home',X'0101010101010101010101010101010101010101010101010101010101010101',NULL,NULL,1787997600000000,0,NULL);
INSERT INTO "items" VALUES('M3RT8P','payments','acknowledged','The lift is broken.','you named the team',NULL,NULL,1772445600000000,'U1LEAD',1772456400123456,0,NULL,2,'receipt',X'0202020202020202020202020202020202020202020202020202020202020202',NULL,'U1LEAD',1787997600000000,0,NULL);
INSERT INTO "items" VALUES('S5NG1D','payments','waiting','Thank you.','you named the team',NULL,'U1ANA',1772442000123456,NULL,NULL,0,NULL,1,NULL,NULL,NULL,NULL,1787997600000000,0,NULL);
INSERT INTO "items" VALUES('Z9WB4C','payments','closed','','',NULL,NULL,1772445600000000,NULL,NULL,0,NULL,2,'home',NULL,NULL,NULL,NULL,1,'erased');
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
INSERT INTO "messages" VALUES('C1PAY','1770000000.000100','Z9WB4C','card',0,NULL,1);
INSERT INTO "messages" VALUES('C1PAY','1770000005.000100','K7QX2M','card',0,NULL,1);
INSERT INTO "messages" VALUES('C1PAY','1770000007.000100','M3RT8P','card',0,NULL,1);
CREATE TABLE organisation (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	applied_at BIGINT NOT NULL, 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_one_row CHECK (id = 1)
);
INSERT INTO "organisation" VALUES(1,1,'{"teams":[{"key":"payments","name":"Payments","channel":{"id":"C1PAY","name":"payments"},"leaders":["U1LEAD","S1LEADS"],"escalation":[["U1DIRECTOR"],["U1VP","S1VPS"]],"aliases":["billing"],"topics":["double charge"],"paths":["src/payments/**"],"policy":{"timezone":"Europe/Berlin","working_hours":{"days":[0,1,4],"start":"09:00:00","end":"17:30:00"},"holidays":["2026-12-24"],"nudge":{"first_after":"PT1.5S","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D","banned_words":[]},"archived":false,"parent":null}],"fallback":{"key":"fallback","name":"Triage","channel":{"id":"C1TRIAGE","name":"triage"},"leaders":["U1TRIAGE"],"escalation":[],"aliases":[],"topics":[],"paths":[],"policy":{"timezone":"UTC","working_hours":null,"holidays":null,"nudge":{"first_after":"PT4H","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D","banned_words":[]},"archived":false,"parent":null},"admins":["U1ADMIN"],"digest_channel":{"id":"C1","name":"all"},"safety_channel":null}',1772442000123456);
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
INSERT INTO "outbox" VALUES(4,'question','C1PAY','K7QX2M',0,'Q1',0,0,NULL,1772442060123456,NULL,NULL);
INSERT INTO "outbox" VALUES(5,'update','C1PAY','K7QX2M',0,'1770000005.000100',0,0,NULL,1772442060123456,NULL,NULL);
INSERT INTO "outbox" VALUES(6,'answer','C1PAY','K7QX2M',0,'A1',0,0,NULL,1772456400123456,NULL,NULL);
INSERT INTO "outbox" VALUES(7,'update','C1PAY','M3RT8P',0,'1770000007.000100',0,0,NULL,1772456400123456,NULL,NULL);
INSERT INTO "outbox" VALUES(8,'report','C1SAFETY','M3RT8P',0,NULL,0,0,NULL,1772456400123456,NULL,NULL);
INSERT INTO "outbox" VALUES(9,'card','C1PAY','S5NG1D',0,NULL,0,0,NULL,1772442000123456,NULL,NULL);
INSERT INTO "outbox" VALUES(10,'update','C1PAY','Z9WB4C',0,'1770000000.000100',0,0,NULL,1772456400123456,NULL,NULL);
INSERT INTO "outbox" VALUES(11,'proposal','U2ADMIN',NULL,0,'P1',0,0,NULL,1772442000123456,NULL,NULL);
CREATE TABLE proposals (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	weaker TEXT NOT NULL, 
	agreed TEXT NOT NULL, 
	proposed_at BIGINT NOT NULL, 
	CONSTRAINT pk_proposals PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "proposals" VALUES('P1','{"teams":[{"key":"payments","name":"Payments","channel":{"id":"C1PAY","name":"payments"},"leaders":["U1LEAD","S1LEADS"],"escalation":[["U1DIRECTOR"],["U1VP","S1VPS"]],"aliases":["billing"],"topics":["double charge"],"paths":["src/payments/**"],"policy":{"timezone":"UTC","working_hours":null,"holidays":null,"nudge":{"first_after":"PT4H","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D","banned_words":[]},"archived":false,"parent":null},{"key":"search","name":"Search","channel":{"id":"C1SEARCH","name":"search"},"leaders":["U1SEARCH"],"escalation":[],"aliases":[],"topics":[],"paths":[],"policy":{"timezone":"UTC","working_hours":null,"holidays":"DE","nudge":{"first_after":"PT4H","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D","banned_words":[]},"archived":false,"parent":null}],"fallback":{"key":"fallback","name":"Triage","channel":{"id":"C1TRIAGE","name":"triage"},"leaders":["U1TRIAGE"],"escalation":[],"aliases":[],"topics":[],"paths":[],"policy":{"timezone":"UTC","working_hours":null,"holidays":null,"nudge":{"first_after":"PT4H","then_every":"P1D","escalate_after":2,"ack_expires_after":"P7D"},"anonymous":{"default":true,"release_every":"PT2H","at_least":3,"hold_at_most":"P1D","minimum_channel_size":5},"digest":{"day":0,"at":"09:30:00"},"retention_text":"P180D","banned_words":[]},"archived":false,"parent":null},"admins":["U1ADMIN"],"digest_channel":{"id":"C1","name":"all"},"safety_channel":null}','["Payments: held for 1 h instead of 2 h", "Zwei \u00abZeilen\u00bb"]','["U1ADMIN"]',1772442000123456);
CREATE TABLE pulse (
	id INTEGER NOT NULL, 
	beats BIGINT NOT NULL, untidy INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_pulse PRIMARY KEY (id), 
	CONSTRAINT ck_pulse_one_row CHECK (id = 1)
);
INSERT INTO "pulse" VALUES(1,1,2);
CREATE TABLE questions (
	id TEXT NOT NULL, 
	item TEXT NOT NULL, 
	asked_by TEXT NOT NULL, 
	text TEXT NOT NULL, 
	asked_at BIGINT NOT NULL, fishes BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_questions PRIMARY KEY (id), 
	CONSTRAINT fk_questions_item FOREIGN KEY(item) REFERENCES items (id)
)
 WITHOUT ROWID

;
INSERT INTO "questions" VALUES('Q1','K7QX2M','U1LEAD','Since when?',1772442060123456,1);
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
CREATE INDEX ix_items_way_back ON items (way_back, tag, waiting_since) WHERE tag IS NOT NULL;
CREATE INDEX ix_items_signed ON items (signed_by, waiting_since) WHERE signed_by IS NOT NULL;
CREATE INDEX ix_items_to_erase ON items (erase_at) WHERE erase_at IS NOT NULL;
CREATE INDEX ix_items_left_out ON items (state) WHERE left_out IS NOT NULL;
CREATE INDEX ix_held_item ON held (item) WHERE kind <> 'item';
CREATE INDEX ix_answers_item ON answers (item);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',11);
COMMIT;

-- The schema of an SQLite database as the migrations leave it. Generated from them (`make docs`).

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE audit (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	person_id VARCHAR(64),
	action VARCHAR(64) NOT NULL,
	subject VARCHAR(200) NOT NULL,
	detail TEXT NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE INDEX ix_audit_person_id_at ON audit (person_id, at);

CREATE TABLE persons (
	id VARCHAR(64) NOT NULL,
	name TEXT NOT NULL,
	email VARCHAR(320),
	zone VARCHAR(64) NOT NULL,
	language VARCHAR(16),
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_persons PRIMARY KEY (id),
	CONSTRAINT uq_persons_email UNIQUE (email)
);

CREATE TABLE ledger (
	message_id VARCHAR(64) NOT NULL,
	conversation_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	state VARCHAR(16) NOT NULL,
	code VARCHAR(32),
	provider VARCHAR(64),
	model VARCHAR(200),
	input_tokens INTEGER,
	output_tokens INTEGER,
	cost_usd FLOAT,
	started_at DATETIME NOT NULL,
	finished_at DATETIME, reserved_usd FLOAT,
	CONSTRAINT pk_ledger PRIMARY KEY (message_id),
	CONSTRAINT fk_ledger_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_ledger_started_at ON ledger (started_at);

CREATE INDEX ix_ledger_person_id_started_at ON ledger (person_id, started_at);

CREATE INDEX ix_ledger_person_id_finished_at ON ledger (person_id, finished_at);

CREATE TABLE secrets (
	owner VARCHAR(64) NOT NULL,
	name VARCHAR(200) NOT NULL,
	ciphertext BLOB NOT NULL,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_secrets PRIMARY KEY (owner, name)
);

CREATE TABLE conversations (
	id VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	external_key VARCHAR(512) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	title TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	last_sequence INTEGER NOT NULL,
	active_message VARCHAR(64), system_prompt TEXT DEFAULT '' NOT NULL, client_data TEXT DEFAULT '{}' NOT NULL, pinned BOOLEAN DEFAULT 0 NOT NULL, archived BOOLEAN DEFAULT 0 NOT NULL, provider VARCHAR(64),
	CONSTRAINT pk_conversations PRIMARY KEY (id),
	CONSTRAINT fk_conversations_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_conversations_channel_external_key UNIQUE (channel, external_key)
);

CREATE INDEX ix_conversations_active_message ON conversations (active_message);

CREATE INDEX ix_conversations_person_id_updated_at ON conversations (person_id, updated_at);

CREATE TABLE events (
	owner_id VARCHAR(64) NOT NULL,
	id VARCHAR(64) NOT NULL,
	calendar_id VARCHAR(64) NOT NULL,
	"key" VARCHAR(200),
	version INTEGER NOT NULL,
	sequence INTEGER NOT NULL,
	change BIGINT NOT NULL,
	title TEXT NOT NULL,
	start DATETIME NOT NULL,
	"end" DATETIME NOT NULL,
	until DATETIME,
	zone VARCHAR(64) NOT NULL,
	all_day BOOLEAN NOT NULL,
	location TEXT,
	description TEXT,
	rrule TEXT,
	excluded TEXT NOT NULL,
	attendees TEXT NOT NULL,
	private BOOLEAN NOT NULL,
	transparent BOOLEAN NOT NULL,
	reminders TEXT,
	deleted BOOLEAN NOT NULL,
	updated_at DATETIME NOT NULL, tentative BOOLEAN DEFAULT 0 NOT NULL, organizer TEXT, uid TEXT,
	CONSTRAINT pk_events PRIMARY KEY (owner_id, id),
	CONSTRAINT fk_events_owner_id FOREIGN KEY(owner_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_events_owner_id_key UNIQUE (owner_id, "key")
);

CREATE INDEX ix_events_owner_id_change ON events (owner_id, change);

CREATE TABLE identities (
	channel VARCHAR(64) NOT NULL,
	external_id VARCHAR(512) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_identities PRIMARY KEY (channel, external_id),
	CONSTRAINT fk_identities_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_identities_person_id ON identities (person_id);

CREATE TABLE preferences (
	person_id VARCHAR(64) NOT NULL,
	"key" VARCHAR(100) NOT NULL,
	value TEXT NOT NULL,
	category VARCHAR(100) NOT NULL,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_preferences PRIMARY KEY (person_id, "key"),
	CONSTRAINT fk_preferences_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE TABLE templates (
	owner_id VARCHAR(64) NOT NULL,
	id VARCHAR(64) NOT NULL,
	version INTEGER NOT NULL,
	body TEXT NOT NULL,
	deleted BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_templates PRIMARY KEY (owner_id, id, version),
	CONSTRAINT fk_templates_owner_id FOREIGN KEY(owner_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE TABLE tokens (
	id VARCHAR(64) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	name TEXT NOT NULL,
	scopes TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME,
	revoked_at DATETIME,
	used_at DATETIME, parent_id VARCHAR(64),
	CONSTRAINT pk_tokens PRIMARY KEY (id),
	CONSTRAINT fk_tokens_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_tokens_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_tokens_person_id ON tokens (person_id);

CREATE TABLE messages (
	id VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	event_key VARCHAR(512) NOT NULL,
	conversation_id VARCHAR(64) NOT NULL,
	sequence INTEGER NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	text TEXT NOT NULL,
	body TEXT NOT NULL,
	sent_at DATETIME NOT NULL,
	received_at DATETIME NOT NULL,
	CONSTRAINT pk_messages PRIMARY KEY (id),
	CONSTRAINT fk_messages_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
	CONSTRAINT fk_messages_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_messages_channel_event_key UNIQUE (channel, event_key),
	CONSTRAINT uq_messages_conversation_id_sequence UNIQUE (conversation_id, sequence)
);

CREATE TABLE proposals (
	id VARCHAR(64) NOT NULL,
	"key" VARCHAR(200) NOT NULL,
	owner_id VARCHAR(64) NOT NULL,
	conversation_id VARCHAR(64),
	message_id VARCHAR(64),
	channel VARCHAR(64) NOT NULL,
	surface_ref TEXT,
	state VARCHAR(16) NOT NULL,
	version INTEGER NOT NULL,
	body TEXT NOT NULL,
	calendar VARCHAR(64) NOT NULL,
	calendar_id VARCHAR(1024) NOT NULL,
	event_id VARCHAR(1024),
	event_version VARCHAR(200),
	reason TEXT,
	decided_by VARCHAR(64),
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	undo_until DATETIME, clearing BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_proposals PRIMARY KEY (id),
	CONSTRAINT fk_proposals_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
	CONSTRAINT fk_proposals_owner_id FOREIGN KEY(owner_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_proposals_key UNIQUE ("key")
);

CREATE INDEX ix_proposals_conversation_id ON proposals (conversation_id);

CREATE INDEX ix_proposals_message_id ON proposals (message_id);

CREATE INDEX ix_proposals_owner_id_created_at ON proposals (owner_id, created_at);

CREATE INDEX ix_proposals_state_expires_at ON proposals (state, expires_at);

CREATE TABLE links (
	token_hash VARCHAR(64) NOT NULL,
	proposal_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	CONSTRAINT pk_links PRIMARY KEY (token_hash),
	CONSTRAINT fk_links_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT fk_links_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
);

CREATE INDEX ix_links_proposal_id ON links (proposal_id);

CREATE TABLE turns (
	message_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	state VARCHAR(16) NOT NULL,
	attempts INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	stop_requested BOOLEAN NOT NULL,
	surface_ref TEXT,
	text TEXT NOT NULL,
	template_id VARCHAR(64),
	template_version INTEGER,
	provider VARCHAR(64),
	model VARCHAR(200),
	input_tokens INTEGER,
	output_tokens INTEGER,
	estimated BOOLEAN,
	cost_usd FLOAT,
	dropped TEXT,
	code VARCHAR(32),
	reason TEXT,
	started_at DATETIME,
	beat_at DATETIME,
	finished_at DATETIME, asked TEXT, degraded TEXT, tried TEXT, deaths INTEGER DEFAULT '0' NOT NULL, process VARCHAR(64), due_at DATETIME, beside TEXT, steps TEXT, replaced_by VARCHAR(64),
	CONSTRAINT pk_turns PRIMARY KEY (message_id),
	CONSTRAINT fk_turns_message_id FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX ix_turns_person_id_finished_at ON turns (person_id, finished_at);

CREATE INDEX ix_turns_state ON turns (state);

CREATE TABLE connections (
	person_id VARCHAR(64) NOT NULL,
	backend VARCHAR(64) NOT NULL,
	label TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	reason TEXT,
	asked_at DATETIME,
	connected_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_connections PRIMARY KEY (person_id, backend),
	CONSTRAINT fk_connections_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE TABLE deleted_events (
	person_id VARCHAR(64) NOT NULL,
	backend VARCHAR(64) NOT NULL,
	event_id VARCHAR(200) NOT NULL,
	deleted_at DATETIME NOT NULL,
	CONSTRAINT pk_deleted_events PRIMARY KEY (person_id, backend, event_id),
	CONSTRAINT fk_deleted_events_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE TABLE authorizations (
	state_hash VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	backend VARCHAR(64) NOT NULL,
	return_to TEXT,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	CONSTRAINT pk_authorizations PRIMARY KEY (state_hash),
	CONSTRAINT fk_authorizations_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_authorizations_expires_at ON authorizations (expires_at);

CREATE TABLE mails (
	id INTEGER NOT NULL,
	mailbox VARCHAR(64) NOT NULL,
	folder VARCHAR(255) NOT NULL,
	uid_validity BIGINT NOT NULL,
	uid BIGINT NOT NULL,
	digest VARCHAR(64) NOT NULL,
	size BIGINT NOT NULL,
	whole BOOLEAN NOT NULL,
	raw BLOB,
	state VARCHAR(16) NOT NULL,
	attempts INTEGER NOT NULL,
	due_at DATETIME NOT NULL,
	arrived_at DATETIME NOT NULL,
	finished_at DATETIME,
	moved_at DATETIME,
	sender VARCHAR(320),
	verdict VARCHAR(32),
	reason TEXT, claims INTEGER DEFAULT '0' NOT NULL, deaths INTEGER DEFAULT '0' NOT NULL, process VARCHAR(64),
	CONSTRAINT pk_mails PRIMARY KEY (id),
	CONSTRAINT uq_mails_mailbox_folder_uid_validity_uid UNIQUE (mailbox, folder, uid_validity, uid)
);

CREATE INDEX ix_mails_mailbox_digest ON mails (mailbox, digest);

CREATE INDEX ix_mails_state_due_at ON mails (state, due_at);

CREATE INDEX ix_mails_mailbox_moved_at ON mails (mailbox, moved_at);

CREATE INDEX ix_mails_sender_finished_at ON mails (sender, finished_at);

CREATE TABLE teams_people (
	tenant_id VARCHAR(64) NOT NULL,
	object_id VARCHAR(128) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	account_id VARCHAR(255) NOT NULL,
	conversation_id VARCHAR(255),
	seen_at DATETIME NOT NULL, email VARCHAR(320), asked_at DATETIME,
	CONSTRAINT pk_teams_people PRIMARY KEY (tenant_id, object_id),
	CONSTRAINT fk_teams_people_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_teams_people_person_id ON teams_people (person_id);

CREATE INDEX ix_teams_people_conversation_id ON teams_people (conversation_id);

CREATE TABLE teams_conversations (
	id VARCHAR(255) NOT NULL,
	tenant_id VARCHAR(64) NOT NULL,
	team_id VARCHAR(255),
	service_url TEXT NOT NULL,
	bot_id VARCHAR(255) NOT NULL,
	seen_at DATETIME NOT NULL,
	CONSTRAINT pk_teams_conversations PRIMARY KEY (id)
);

CREATE INDEX ix_teams_conversations_team_id ON teams_conversations (team_id);

CREATE TABLE teams_sent (
	"key" VARCHAR(255) NOT NULL,
	place INTEGER NOT NULL,
	conversation_id VARCHAR(512) NOT NULL,
	activity_id VARCHAR(255) NOT NULL,
	sent_at DATETIME NOT NULL,
	CONSTRAINT pk_teams_sent PRIMARY KEY ("key", place)
);

CREATE INDEX ix_teams_sent_conversation_id_activity_id ON teams_sent (conversation_id, activity_id);

CREATE INDEX ix_teams_sent_sent_at ON teams_sent (sent_at);

CREATE TABLE outbox (
	number INTEGER NOT NULL,
	"key" VARCHAR(200) NOT NULL,
	person_id VARCHAR(64),
	mailbox VARCHAR(200) NOT NULL,
	recipient VARCHAR(320) NOT NULL,
	lane VARCHAR(400) NOT NULL,
	message_ref VARCHAR(400) NOT NULL,
	body TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	turn_id VARCHAR(64),
	turn_epoch INTEGER NOT NULL,
	claim INTEGER NOT NULL,
	due_at DATETIME NOT NULL,
	leased_until DATETIME,
	reason TEXT,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL, process VARCHAR(64),
	CONSTRAINT pk_outbox PRIMARY KEY (number),
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);

CREATE INDEX ix_outbox_state_due_at ON outbox (state, due_at);

CREATE INDEX ix_outbox_lane_state ON outbox (lane, state);

CREATE INDEX ix_outbox_turn_id ON outbox (turn_id);

CREATE TABLE mail_cards (
	proposal_id VARCHAR(64) NOT NULL,
	uid VARCHAR(200) NOT NULL,
	shared BOOLEAN NOT NULL,
	place TEXT NOT NULL,
	"key" VARCHAR(200) NOT NULL,
	sequence INTEGER NOT NULL,
	asked INTEGER NOT NULL,
	told VARCHAR(400) NOT NULL,
	reply VARCHAR(32),
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_mail_cards PRIMARY KEY (proposal_id),
	CONSTRAINT fk_mail_cards_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
);

CREATE INDEX ix_mail_cards_uid ON mail_cards (uid);

CREATE INDEX ix_mail_cards_key ON mail_cards ("key");

CREATE TABLE link_codes (
	person_id VARCHAR(64) NOT NULL,
	email VARCHAR(320) NOT NULL,
	code_hash VARCHAR(64) NOT NULL,
	salt VARCHAR(64) NOT NULL,
	attempts INTEGER NOT NULL,
	sent INTEGER NOT NULL,
	since DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	CONSTRAINT pk_link_codes PRIMARY KEY (person_id),
	CONSTRAINT fk_link_codes_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE TABLE rounds (
	message_id VARCHAR(64) NOT NULL,
	ordinal INTEGER NOT NULL,
	body TEXT NOT NULL,
	results TEXT,
	notes TEXT,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_rounds PRIMARY KEY (message_id, ordinal),
	CONSTRAINT fk_rounds_message_id FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE TABLE told (
	message_id VARCHAR(64) NOT NULL,
	body TEXT NOT NULL,
	CONSTRAINT pk_told PRIMARY KEY (message_id),
	CONSTRAINT fk_told_message_id FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE TABLE ledger_attempts (
	message_id VARCHAR(64) NOT NULL,
	epoch INTEGER NOT NULL,
	number INTEGER NOT NULL,
	provider VARCHAR(64) NOT NULL,
	model VARCHAR(200) NOT NULL,
	purpose VARCHAR(16) NOT NULL,
	round INTEGER NOT NULL,
	outcome VARCHAR(32) NOT NULL,
	counts BOOLEAN NOT NULL,
	input_tokens INTEGER NOT NULL,
	output_tokens INTEGER NOT NULL,
	cached_tokens INTEGER NOT NULL,
	cache_write_tokens INTEGER NOT NULL,
	reasoning_tokens INTEGER NOT NULL,
	estimated BOOLEAN NOT NULL,
	cost_usd FLOAT,
	seconds FLOAT NOT NULL,
	first_seconds FLOAT,
	CONSTRAINT pk_ledger_attempts PRIMARY KEY (message_id, epoch, number),
	CONSTRAINT fk_ledger_attempts_message_id FOREIGN KEY(message_id) REFERENCES ledger (message_id) ON DELETE CASCADE
);

CREATE TABLE handed (
	series VARCHAR(32) NOT NULL,
	token_id VARCHAR(64) NOT NULL,
	body TEXT NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_handed PRIMARY KEY (series),
	CONSTRAINT fk_handed_token_id FOREIGN KEY(token_id) REFERENCES tokens (id) ON DELETE CASCADE
);

CREATE INDEX ix_handed_token_id ON handed (token_id);

CREATE INDEX ix_handed_expires_at ON handed (expires_at);

CREATE TABLE reminders (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	body TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	channel VARCHAR(64),
	claim INTEGER NOT NULL,
	due_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	leased_until DATETIME,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_reminders PRIMARY KEY (id),
	CONSTRAINT fk_reminders_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_reminders_state_due_at ON reminders (state, due_at);

CREATE INDEX ix_reminders_person_id_kind ON reminders (person_id, kind);

CREATE TABLE processes (
	id VARCHAR(64) NOT NULL,
	replica VARCHAR(255) NOT NULL,
	started_at DATETIME NOT NULL,
	beat_at DATETIME NOT NULL, leased BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_processes PRIMARY KEY (id)
);

CREATE TABLE pieces (
	message_id VARCHAR(64) NOT NULL,
	ordinal INTEGER NOT NULL,
	body TEXT NOT NULL,
	CONSTRAINT pk_pieces PRIMARY KEY (message_id, ordinal),
	CONSTRAINT fk_pieces_message_id FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_events_owner_id_calendar_id_uid ON events (owner_id, calendar_id, uid) WHERE NOT deleted;

CREATE TABLE calendar_watches (
	watch_id VARCHAR(200) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	backend VARCHAR(64) NOT NULL,
	calendar_id TEXT NOT NULL,
	resource TEXT NOT NULL,
	secret_hash VARCHAR(64) NOT NULL,
	token TEXT,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_calendar_watches PRIMARY KEY (watch_id),
	CONSTRAINT fk_calendar_watches_person_id FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_calendar_watches_person_id_backend ON calendar_watches (person_id, backend);

CREATE TABLE inbound (
	number INTEGER NOT NULL,
	channel VARCHAR(32) NOT NULL,
	"key" VARCHAR(255) NOT NULL,
	lane VARCHAR(255) NOT NULL,
	body TEXT NOT NULL,
	process VARCHAR(64),
	attempts INTEGER DEFAULT '0' NOT NULL,
	failed TEXT,
	received_at DATETIME NOT NULL,
	CONSTRAINT pk_inbound PRIMARY KEY (number),
	CONSTRAINT uq_inbound_channel_key UNIQUE (channel, "key")
);

CREATE INDEX ix_inbound_channel_lane ON inbound (channel, lane);

CREATE TABLE rate_limits (
	"key" VARCHAR(255) NOT NULL,
	arrival DATETIME NOT NULL,
	CONSTRAINT pk_rate_limits PRIMARY KEY ("key")
);

CREATE TABLE notices (
	id VARCHAR(128) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	text TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	read_at DATETIME,
	CONSTRAINT pk_notices PRIMARY KEY (id),
	CONSTRAINT fk_notices_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_notices_person_id_created_at ON notices (person_id, created_at);

CREATE TABLE todos (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	title TEXT NOT NULL,
	due VARCHAR(10),
	created_at DATETIME NOT NULL,
	done_at DATETIME, service VARCHAR(32), list_id TEXT, external_id TEXT, begun_at DATETIME,
	CONSTRAINT pk_todos PRIMARY KEY (id),
	CONSTRAINT fk_todos_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_todos_key UNIQUE ("key")
);

CREATE INDEX ix_todos_person_id_done_at ON todos (person_id, done_at);

CREATE TABLE overheard (
	channel VARCHAR(64) NOT NULL,
	event_key VARCHAR(512) NOT NULL,
	conversation_key VARCHAR(512) NOT NULL,
	account VARCHAR(512) NOT NULL,
	speaker TEXT NOT NULL,
	email TEXT NOT NULL,
	zone TEXT,
	text TEXT NOT NULL,
	said_at DATETIME NOT NULL,
	CONSTRAINT pk_overheard PRIMARY KEY (channel, event_key)
);

CREATE INDEX ix_overheard_channel_conversation_key_said_at ON overheard (channel, conversation_key, said_at);

CREATE INDEX ix_overheard_said_at ON overheard (said_at);

CREATE TABLE reply_policies (
	channel VARCHAR(64) NOT NULL,
	place VARCHAR(512) NOT NULL,
	policy VARCHAR(32) NOT NULL,
	set_at DATETIME NOT NULL,
	CONSTRAINT pk_reply_policies PRIMARY KEY (channel, place)
);

CREATE TABLE workflows (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	"key" VARCHAR(300) NOT NULL,
	title TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	body TEXT NOT NULL,
	version INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	seen_at DATETIME NOT NULL,
	finished_at DATETIME,
	CONSTRAINT pk_workflows PRIMARY KEY (id),
	CONSTRAINT fk_workflows_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_workflows_key UNIQUE ("key")
);

CREATE INDEX ix_workflows_person_id_created_at ON workflows (person_id, created_at);

CREATE INDEX ix_workflows_state_seen_at ON workflows (state, seen_at);

CREATE TABLE files (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	conversation_id VARCHAR(64),
	name VARCHAR(255) NOT NULL,
	media_type VARCHAR(200) NOT NULL,
	size INTEGER NOT NULL,
	pages INTEGER,
	words INTEGER NOT NULL,
	note TEXT NOT NULL,
	text TEXT NOT NULL,
	picture BLOB,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_files PRIMARY KEY (id),
	CONSTRAINT fk_files_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT fk_files_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE INDEX ix_files_person_id ON files (person_id);

CREATE INDEX ix_files_conversation_id ON files (conversation_id);

CREATE TABLE message_files (
	message_id VARCHAR(64) NOT NULL,
	file_id VARCHAR(64) NOT NULL,
	place INTEGER NOT NULL,
	CONSTRAINT pk_message_files PRIMARY KEY (message_id, file_id),
	CONSTRAINT fk_message_files_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE,
	CONSTRAINT fk_message_files_file_id_files FOREIGN KEY(file_id) REFERENCES files (id) ON DELETE CASCADE
);

CREATE INDEX ix_message_files_file_id ON message_files (file_id);

CREATE INDEX ix_messages_person_id_received_at ON messages (person_id, received_at);

CREATE INDEX ix_turns_finished_at ON turns (finished_at);

CREATE INDEX ix_conversations_updated_at ON conversations (updated_at);

CREATE INDEX ix_persons_created_at ON persons (created_at);

CREATE INDEX ix_proposals_state_updated_at ON proposals (state, updated_at);

CREATE INDEX ix_audit_at ON audit (at);

CREATE INDEX ix_links_expires_at ON links (expires_at);

CREATE INDEX ix_tokens_expires_at ON tokens (expires_at);

CREATE INDEX ix_tokens_revoked_at ON tokens (revoked_at);

CREATE INDEX ix_events_owner_id_calendar_id_start_until ON events (owner_id, calendar_id, start, until);

CREATE INDEX ix_proposals_clearing ON proposals (updated_at) WHERE clearing = 1;

CREATE TABLE search_lines (number INTEGER PRIMARY KEY, source VARCHAR(64) NOT NULL, kind INTEGER NOT NULL, mark TEXT NOT NULL, UNIQUE (source, kind));

CREATE VIRTUAL TABLE search_index USING fts5(line, content='', columnsize=0, detail=none, tokenize='trigram');

CREATE TRIGGER search_messages_insert AFTER INSERT ON messages BEGIN INSERT INTO search_lines (source, kind, mark) SELECT new.id, 0, char(57344 + 289 * instr('0123456789abcdef', substr(person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -2, 1)) + instr('0123456789abcdef', substr(person_id, -3, 1)), 57344 + 289 * instr('0123456789abcdef', substr(person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -5, 1)) + instr('0123456789abcdef', substr(person_id, -6, 1)), 57344 + 289 * instr('0123456789abcdef', substr(person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -8, 1)) + instr('0123456789abcdef', substr(person_id, -9, 1))) FROM conversations WHERE id = new.conversation_id AND new.text != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.text FROM search_lines WHERE source = new.id AND kind = 0; END;

CREATE TRIGGER search_messages_delete AFTER DELETE ON messages BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.text FROM search_lines WHERE source = old.id AND kind = 0; DELETE FROM search_lines WHERE source = old.id AND kind = 0; END;

CREATE TRIGGER search_messages_update AFTER UPDATE OF text ON messages WHEN old.text IS NOT new.text BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.text FROM search_lines WHERE source = old.id AND kind = 0; DELETE FROM search_lines WHERE source = old.id AND kind = 0;INSERT INTO search_lines (source, kind, mark) SELECT new.id, 0, char(57344 + 289 * instr('0123456789abcdef', substr(person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -2, 1)) + instr('0123456789abcdef', substr(person_id, -3, 1)), 57344 + 289 * instr('0123456789abcdef', substr(person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -5, 1)) + instr('0123456789abcdef', substr(person_id, -6, 1)), 57344 + 289 * instr('0123456789abcdef', substr(person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(person_id, -8, 1)) + instr('0123456789abcdef', substr(person_id, -9, 1))) FROM conversations WHERE id = new.conversation_id AND new.text != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.text FROM search_lines WHERE source = new.id AND kind = 0; END;

CREATE TRIGGER search_turns_insert AFTER INSERT ON turns WHEN new.text != '' BEGIN INSERT INTO search_lines (source, kind, mark) SELECT new.message_id, 1, char(57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -2, 1)) + instr('0123456789abcdef', substr(c.person_id, -3, 1)), 57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -5, 1)) + instr('0123456789abcdef', substr(c.person_id, -6, 1)), 57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -8, 1)) + instr('0123456789abcdef', substr(c.person_id, -9, 1))) FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = new.message_id AND new.finished_at IS NOT NULL AND new.text != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.text FROM search_lines WHERE source = new.message_id AND kind = 1; END;

CREATE TRIGGER search_turns_delete AFTER DELETE ON turns BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.text FROM search_lines WHERE source = old.message_id AND kind = 1; DELETE FROM search_lines WHERE source = old.message_id AND kind = 1; END;

CREATE TRIGGER search_turns_update AFTER UPDATE OF text, finished_at ON turns WHEN old.text IS NOT new.text OR (old.finished_at IS NULL) != (new.finished_at IS NULL) BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.text FROM search_lines WHERE source = old.message_id AND kind = 1; DELETE FROM search_lines WHERE source = old.message_id AND kind = 1;INSERT INTO search_lines (source, kind, mark) SELECT new.message_id, 1, char(57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -2, 1)) + instr('0123456789abcdef', substr(c.person_id, -3, 1)), 57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -5, 1)) + instr('0123456789abcdef', substr(c.person_id, -6, 1)), 57344 + 289 * instr('0123456789abcdef', substr(c.person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(c.person_id, -8, 1)) + instr('0123456789abcdef', substr(c.person_id, -9, 1))) FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = new.message_id AND new.finished_at IS NOT NULL AND new.text != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.text FROM search_lines WHERE source = new.message_id AND kind = 1; END;

CREATE TRIGGER search_conversations_insert AFTER INSERT ON conversations BEGIN INSERT INTO search_lines (source, kind, mark) SELECT new.id, 2, char(983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -2, 1)) + instr('0123456789abcdef', substr(new.person_id, -3, 1)), 983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -5, 1)) + instr('0123456789abcdef', substr(new.person_id, -6, 1)), 983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -8, 1)) + instr('0123456789abcdef', substr(new.person_id, -9, 1))) WHERE new.title != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.title FROM search_lines WHERE source = new.id AND kind = 2; END;

CREATE TRIGGER search_conversations_delete AFTER DELETE ON conversations BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.title FROM search_lines WHERE source = old.id AND kind = 2; DELETE FROM search_lines WHERE source = old.id AND kind = 2; END;

CREATE TRIGGER search_conversations_update AFTER UPDATE OF title, person_id ON conversations WHEN old.title IS NOT new.title OR old.person_id IS NOT new.person_id BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', number, mark || char(10) || old.title FROM search_lines WHERE source = old.id AND kind = 2; DELETE FROM search_lines WHERE source = old.id AND kind = 2;INSERT INTO search_lines (source, kind, mark) SELECT new.id, 2, char(983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -2, 1)) + instr('0123456789abcdef', substr(new.person_id, -3, 1)), 983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -5, 1)) + instr('0123456789abcdef', substr(new.person_id, -6, 1)), 983040 + 289 * instr('0123456789abcdef', substr(new.person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -8, 1)) + instr('0123456789abcdef', substr(new.person_id, -9, 1))) WHERE new.title != ''; INSERT INTO search_index (rowid, line) SELECT number, mark || char(10) || new.title FROM search_lines WHERE source = new.id AND kind = 2; END;

CREATE TRIGGER search_conversations_person AFTER UPDATE OF person_id ON conversations WHEN old.person_id IS NOT new.person_id BEGIN INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', l.number, l.mark || char(10) || m.text FROM messages m JOIN search_lines l ON l.source = m.id AND l.kind = 0 WHERE m.conversation_id = new.id;INSERT INTO search_index (search_index, rowid, line) SELECT 'delete', l.number, l.mark || char(10) || t.text FROM messages m JOIN turns t ON t.message_id = m.id JOIN search_lines l ON l.source = m.id AND l.kind = 1 WHERE m.conversation_id = new.id;UPDATE search_lines SET mark = char(57344 + 289 * instr('0123456789abcdef', substr(new.person_id, -1, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -2, 1)) + instr('0123456789abcdef', substr(new.person_id, -3, 1)), 57344 + 289 * instr('0123456789abcdef', substr(new.person_id, -4, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -5, 1)) + instr('0123456789abcdef', substr(new.person_id, -6, 1)), 57344 + 289 * instr('0123456789abcdef', substr(new.person_id, -7, 1)) + 17 * instr('0123456789abcdef', substr(new.person_id, -8, 1)) + instr('0123456789abcdef', substr(new.person_id, -9, 1))) WHERE kind IN (0, 1) AND source IN (SELECT id FROM messages WHERE conversation_id = new.id);INSERT INTO search_index (rowid, line) SELECT l.number, l.mark || char(10) || m.text FROM messages m JOIN search_lines l ON l.source = m.id AND l.kind = 0 WHERE m.conversation_id = new.id;INSERT INTO search_index (rowid, line) SELECT l.number, l.mark || char(10) || t.text FROM messages m JOIN turns t ON t.message_id = m.id JOIN search_lines l ON l.source = m.id AND l.kind = 1 WHERE m.conversation_id = new.id; END;

CREATE TABLE booking_links (
	id VARCHAR(64) NOT NULL,
	token VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	"key" VARCHAR(300) NOT NULL,
	body TEXT NOT NULL,
	single_use BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	expires_at DATETIME,
	closed_at DATETIME,
	CONSTRAINT pk_booking_links PRIMARY KEY (id),
	CONSTRAINT fk_booking_links_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_booking_links_token UNIQUE (token),
	CONSTRAINT uq_booking_links_key UNIQUE ("key")
);

CREATE INDEX ix_booking_links_person_id_created_at ON booking_links (person_id, created_at);

CREATE TABLE appointments (
	id VARCHAR(64) NOT NULL,
	link_id VARCHAR(64) NOT NULL,
	key_hash VARCHAR(64) NOT NULL,
	start DATETIME NOT NULL,
	"end" DATETIME NOT NULL,
	guest TEXT NOT NULL,
	proposal_id VARCHAR(64),
	created_at DATETIME NOT NULL,
	booked_at DATETIME,
	released_at DATETIME,
	CONSTRAINT pk_appointments PRIMARY KEY (id),
	CONSTRAINT fk_appointments_link_id_booking_links FOREIGN KEY(link_id) REFERENCES booking_links (id) ON DELETE CASCADE,
	CONSTRAINT uq_appointments_key_hash UNIQUE (key_hash)
);

CREATE INDEX ix_appointments_link_id_start ON appointments (link_id, start);

CREATE INDEX ix_appointments_booked_at_released_at ON appointments (booked_at, released_at);

CREATE TABLE appointment_hosts (
	appointment_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	CONSTRAINT pk_appointment_hosts PRIMARY KEY (appointment_id, person_id),
	CONSTRAINT fk_appointment_hosts_appointment_id_appointments FOREIGN KEY(appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
	CONSTRAINT fk_appointment_hosts_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_appointment_hosts_person_id ON appointment_hosts (person_id);

CREATE TABLE exchanges (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	message_ref VARCHAR(1000) NOT NULL,
	body TEXT NOT NULL,
	version INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	CONSTRAINT pk_exchanges PRIMARY KEY (id),
	CONSTRAINT fk_exchanges_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_exchanges_message_ref ON exchanges (message_ref);

CREATE INDEX ix_exchanges_person_id ON exchanges (person_id);

CREATE TABLE held_offers (
	id VARCHAR(64) NOT NULL,
	"key" VARCHAR(300) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	conversation_id VARCHAR(64),
	link_id VARCHAR(64),
	proposal_id VARCHAR(64),
	calendar VARCHAR(100) NOT NULL,
	calendar_id TEXT NOT NULL,
	title TEXT NOT NULL,
	zone VARCHAR(100) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	released_at DATETIME,
	cleared_at DATETIME,
	CONSTRAINT pk_held_offers PRIMARY KEY (id),
	CONSTRAINT fk_held_offers_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_held_offers_key UNIQUE ("key")
);

CREATE INDEX ix_held_offers_person_id_released_at ON held_offers (person_id, released_at);

CREATE INDEX ix_held_offers_cleared_at_expires_at ON held_offers (cleared_at, expires_at);

CREATE INDEX ix_held_offers_link_id ON held_offers (link_id);

CREATE TABLE holds (
	id VARCHAR(64) NOT NULL,
	offer_id VARCHAR(64) NOT NULL,
	start DATETIME NOT NULL,
	"end" DATETIME NOT NULL,
	tried_at DATETIME,
	placed_at DATETIME,
	gone_at DATETIME,
	CONSTRAINT pk_holds PRIMARY KEY (id),
	CONSTRAINT fk_holds_offer_id_held_offers FOREIGN KEY(offer_id) REFERENCES held_offers (id) ON DELETE CASCADE
);

CREATE INDEX ix_holds_offer_id_start ON holds (offer_id, start);

CREATE TABLE polls (
	id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	conversation_id VARCHAR(64) NOT NULL,
	message_id VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	"key" VARCHAR(300) NOT NULL,
	body TEXT NOT NULL,
	asked TEXT NOT NULL,
	surface_ref TEXT,
	version INTEGER NOT NULL,
	shown_version INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	claimed_at DATETIME,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	closes_at DATETIME,
	closed_at DATETIME,
	result_key VARCHAR(300),
	settled_at DATETIME,
	CONSTRAINT pk_polls PRIMARY KEY (id),
	CONSTRAINT fk_polls_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT fk_polls_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
	CONSTRAINT uq_polls_key UNIQUE ("key")
);

CREATE INDEX ix_polls_person_id_created_at ON polls (person_id, created_at);

CREATE INDEX ix_polls_conversation_id ON polls (conversation_id);

CREATE INDEX ix_polls_settled_at ON polls (settled_at);

CREATE TABLE poll_voters (
	id VARCHAR(64) NOT NULL,
	poll_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64),
	email VARCHAR(320),
	name TEXT NOT NULL,
	zone VARCHAR(64),
	token VARCHAR(64) NOT NULL,
	mail_ref VARCHAR(200),
	invited BOOLEAN NOT NULL,
	choices TEXT,
	heard TEXT NOT NULL,
	voted_at DATETIME,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_poll_voters PRIMARY KEY (id),
	CONSTRAINT fk_poll_voters_poll_id_polls FOREIGN KEY(poll_id) REFERENCES polls (id) ON DELETE CASCADE,
	CONSTRAINT fk_poll_voters_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE,
	CONSTRAINT uq_poll_voters_poll_id_person_id UNIQUE (poll_id, person_id),
	CONSTRAINT uq_poll_voters_poll_id_email UNIQUE (poll_id, email),
	CONSTRAINT uq_poll_voters_token UNIQUE (token)
);

CREATE INDEX ix_poll_voters_person_id ON poll_voters (person_id);

CREATE INDEX ix_poll_voters_mail_ref ON poll_voters (mail_ref);

CREATE TABLE booking_link_hosts (
	link_id VARCHAR(64) NOT NULL,
	person_id VARCHAR(64) NOT NULL,
	asked_at DATETIME NOT NULL,
	agreed_at DATETIME,
	CONSTRAINT pk_booking_link_hosts PRIMARY KEY (link_id, person_id),
	CONSTRAINT fk_booking_link_hosts_link_id_booking_links FOREIGN KEY(link_id) REFERENCES booking_links (id) ON DELETE CASCADE,
	CONSTRAINT fk_booking_link_hosts_person_id_persons FOREIGN KEY(person_id) REFERENCES persons (id) ON DELETE CASCADE
);

CREATE INDEX ix_booking_link_hosts_person_id ON booking_link_hosts (person_id);

INSERT INTO alembic_version (version_num) VALUES ('0039');

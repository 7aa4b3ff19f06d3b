CREATE TABLE "advice" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"role" text NOT NULL,
	"about" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "advice_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "authority_letter" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"orders_telling" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"file_id" uuid,
	"deadline_id" uuid,
	"answers" uuid,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "authority_letter_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "authority_notice" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"fields_sealed" "bytea" NOT NULL,
	"complete" boolean NOT NULL,
	"filed_at" timestamp (3) with time zone,
	"number_sealed" "bytea",
	"proof_id" uuid,
	"outcome_id" uuid,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"filed_by" uuid,
	CONSTRAINT "authority_notice_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "communication" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"template" text NOT NULL,
	"lang" text NOT NULL,
	"revision" integer NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"final_by" uuid,
	"final_at" timestamp (3) with time zone,
	"dropped_at" timestamp (3) with time zone,
	CONSTRAINT "communication_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "communication_sending" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"communication_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"count" integer NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"note_sealed" "bytea",
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "communication_sending_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "convening" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"place_sealed" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "convening_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "convening_member" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"convening_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "convening_member_organisation_id_incident_id_convening_id_person_id_pk" PRIMARY KEY("organisation_id","incident_id","convening_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"question" text NOT NULL,
	"path" text NOT NULL,
	"status" text NOT NULL,
	"deadline_id" uuid NOT NULL,
	"advised" text NOT NULL,
	"outcome" text,
	"ground" text,
	"incomplete" boolean NOT NULL,
	"deviates" boolean,
	"rules_version" text NOT NULL,
	"facts_sealed" "bytea" NOT NULL,
	"reason_sealed" "bytea",
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "decision_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "decision_vote" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"vote_sealed" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decision_vote_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "fact_answer" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" text NOT NULL,
	"answer_sealed" "bytea" NOT NULL,
	"based_on" uuid,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "fact_answer_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "fact_request" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"question_sealed" "bytea" NOT NULL,
	"person_id" uuid,
	"to_sealed" "bytea",
	"link_mac" "bytea",
	"link_until" timestamp (3) with time zone,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"answer_sealed" "bytea",
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "fact_request_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "filing_attempt" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"note_sealed" "bytea",
	"file_id" uuid,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "filing_attempt_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident_adviser" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"speciality" text NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "incident_adviser_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident_file" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"name_sealed" "bytea" NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	"content_mac" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "incident_file_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident_processor" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"processor_id" uuid NOT NULL,
	"notice_received_at" timestamp (3) with time zone NOT NULL,
	"processor_aware_at" timestamp (3) with time zone,
	"note_sealed" "bytea",
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "incident_processor_organisation_id_incident_id_processor_id_pk" PRIMARY KEY("organisation_id","incident_id","processor_id")
);
--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "legal_hold_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "measure" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"aim" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"owner_id" uuid,
	"due_on" text,
	"done_at" timestamp (3) with time zone,
	"done_by" uuid,
	"dropped_at" timestamp (3) with time zone,
	"revision" integer NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "measure_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "meeting" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"period" text NOT NULL,
	"due_on" text NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"report_sealed" "bytea",
	"revision" integer NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meeting_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "other_party" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"party" text NOT NULL,
	"plan_sealed" "bytea" NOT NULL,
	"owner_id" uuid,
	"due_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"done_by" uuid,
	"record_sealed" "bytea",
	"not_needed_at" timestamp (3) with time zone,
	"revision" integer NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "other_party_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "processor" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"product" text NOT NULL,
	"contact_sealed" "bytea" NOT NULL,
	"notice_hours" smallint,
	"communicates" text NOT NULL,
	"documented" boolean NOT NULL,
	"ticked_by" uuid,
	"ticked_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"revision" integer NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "processor_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "recipient" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"row_sealed" "bytea" NOT NULL,
	"sending_id" uuid,
	"deletion_confirmed_at" timestamp (3) with time zone,
	"deletion_confirmed_by" uuid,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recipient_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "register_entry" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"wrapped_key" "bytea",
	"entry_sealed" "bytea" NOT NULL,
	"register_kind" text,
	"school_id" uuid,
	"occurred_on" text,
	"aware_at" timestamp (3) with time zone NOT NULL,
	"scope" text,
	"breach" text,
	"authority" text,
	"filed_at" timestamp (3) with time zone,
	"in_time" text,
	"subjects" text,
	"told_at" timestamp (3) with time zone,
	"told_count" integer,
	"decided_at" timestamp (3) with time zone,
	"complete" boolean NOT NULL,
	"revision" integer NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"keep_until" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "register_entry_organisation_id_incident_id_pk" PRIMARY KEY("organisation_id","incident_id")
);
--> statement-breakpoint
CREATE TABLE "retention" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"review_at" timestamp (3) with time zone,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"executed_by" uuid,
	"executed_at" timestamp (3) with time zone,
	CONSTRAINT "retention_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "telling_review" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "telling_review_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "advisers" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "joined_to" uuid;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "origin" text DEFAULT 'report' NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "joined_from" uuid;--> statement-breakpoint
CREATE INDEX "fact_answer_field" ON "fact_answer" USING btree ("organisation_id","incident_id","field","set_at");--> statement-breakpoint
CREATE UNIQUE INDEX "fact_request_link" ON "fact_request" USING btree ("organisation_id","link_mac");--> statement-breakpoint
CREATE INDEX "fact_request_person" ON "fact_request" USING btree ("organisation_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_period" ON "meeting" USING btree ("organisation_id","kind","period");--> statement-breakpoint
CREATE INDEX "register_entry_aware" ON "register_entry" USING btree ("organisation_id","aware_at","incident_id");--> statement-breakpoint
CREATE INDEX "register_entry_school" ON "register_entry" USING btree ("organisation_id","school_id","aware_at","incident_id");--> statement-breakpoint
CREATE INDEX "retention_due" ON "retention" USING btree ("organisation_id","due_at");--> statement-breakpoint
-- An adviser sees the incidents he was let in to, as long as he is an adviser of the board at all; who is recused does not, whatever else he is.
ALTER POLICY reader ON "incident" USING (
	current_user <> 'seintje_reader' OR NOT (nullif(current_setting('app.person_id', true), '')::uuid = ANY (recused)) AND (
		audience && string_to_array(coalesce(current_setting('app.seats', true), ''), ',')
		OR nullif(current_setting('app.person_id', true), '')::uuid = ANY (advisers) AND 'adviser' = ANY (string_to_array(coalesce(current_setting('app.seats', true), ''), ','))
		OR coalesce(opened ->> current_setting('app.person_id', true), '') > coalesce(nullif(current_setting('app.at', true), ''), '9')
	)
);
--> statement-breakpoint
-- What is said once stays as it was said, and goes only with the key of its incident.
CREATE FUNCTION only_once_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM incident WHERE organisation_id = OLD.organisation_id AND id = OLD.incident_id AND wrapped_key IS NOT NULL) THEN
		RAISE EXCEPTION 'what stands in a file that was not erased is not removed' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN OLD;
END
$$;
--> statement-breakpoint
CREATE FUNCTION stays_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what was decided or filed is not changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['fact_answer', 'fact_request', 'incident_file', 'convening', 'convening_member', 'incident_adviser', 'advice', 'decision', 'decision_vote',
		'authority_notice', 'filing_attempt', 'authority_letter', 'processor', 'incident_processor', 'communication', 'communication_sending', 'recipient', 'other_party',
		'measure', 'register_entry', 'retention', 'legal_hold', 'telling_review', 'meeting'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY board ON %I
			USING (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)
			WITH CHECK (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', name);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO seintje_app', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['fact_answer', 'fact_request', 'incident_file', 'convening', 'convening_member', 'incident_adviser', 'advice', 'decision', 'decision_vote',
		'authority_notice', 'filing_attempt', 'authority_letter', 'incident_processor', 'communication', 'communication_sending', 'recipient', 'other_party',
		'measure', 'register_entry', 'retention', 'legal_hold', 'telling_review'] LOOP
		EXECUTE format('CREATE POLICY reader ON %I AS RESTRICTIVE TO seintje_reader USING (
			EXISTS (SELECT 1 FROM incident seen WHERE seen.organisation_id = %I.organisation_id AND seen.id = %I.incident_id))', name, name, name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['fact_answer', 'fact_request', 'incident_file', 'convening', 'convening_member', 'incident_adviser', 'advice', 'decision', 'decision_vote',
		'authority_notice', 'filing_attempt', 'authority_letter', 'incident_processor', 'communication', 'communication_sending', 'other_party', 'measure', 'telling_review'] LOOP
		EXECUTE format('GRANT DELETE ON %I TO seintje_app', name);
		EXECUTE format('CREATE TRIGGER only_once_erased BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION only_once_erased()', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['fact_answer', 'advice', 'decision_vote', 'filing_attempt', 'authority_letter', 'communication_sending', 'telling_review'] LOOP
		EXECUTE format('REVOKE UPDATE ON %I FROM seintje_app', name);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER stays_as_it_was BEFORE UPDATE ON "decision" FOR EACH ROW WHEN (OLD.status <> 'open') EXECUTE FUNCTION stays_as_it_was();
--> statement-breakpoint
CREATE TRIGGER stays_as_it_was BEFORE UPDATE ON "authority_notice" FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION stays_as_it_was();
--> statement-breakpoint
CREATE TRIGGER stays_as_it_was BEFORE UPDATE ON "communication" FOR EACH ROW WHEN (OLD.final_at IS NOT NULL) EXECUTE FUNCTION stays_as_it_was();
--> statement-breakpoint
-- Recipients go three months after the last message; the register's entry goes by its key.
GRANT DELETE ON "recipient" TO seintje_app;

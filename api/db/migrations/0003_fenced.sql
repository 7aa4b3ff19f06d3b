CREATE TABLE "break_glass" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" uuid,
	CONSTRAINT "break_glass_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "chain_cut" (
	"organisation_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "chain_cut_organisation_id_position_pk" PRIMARY KEY("organisation_id","position")
);
--> statement-breakpoint
CREATE TABLE "event_link" (
	"organisation_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"event_sequence" bigint NOT NULL,
	"leaf" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"signature" "bytea",
	CONSTRAINT "event_link_organisation_id_position_pk" PRIMARY KEY("organisation_id","position")
);
--> statement-breakpoint
CREATE TABLE "key_reset" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"agreed" boolean,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "key_reset_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "log_review" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"findings_sealed" "bytea" NOT NULL,
	"counts" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "log_review_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"identity_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"backed_up" boolean NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "passkey_challenge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"challenge" text NOT NULL,
	"purpose" text NOT NULL,
	"identity_id" uuid,
	"session_id" uuid,
	"invitation_hash" "bytea",
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey_invitation" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"identity_id" uuid NOT NULL,
	"why" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"identity_id" uuid NOT NULL,
	"code_mac" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_code_identity_id_code_mac_pk" PRIMARY KEY("identity_id","code_mac")
);
--> statement-breakpoint
CREATE TABLE "recusal" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"why" text NOT NULL,
	"reason_sealed" "bytea",
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "recusal_organisation_id_incident_id_person_id_pk" PRIMARY KEY("organisation_id","incident_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "search_token" (
	"organisation_id" uuid NOT NULL,
	"token" "bytea" NOT NULL,
	"incident_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	CONSTRAINT "search_token_organisation_id_token_incident_id_source_id_pk" PRIMARY KEY("organisation_id","token","incident_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "incident" ALTER COLUMN "wrapped_key" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ALTER COLUMN "wrapped_key" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "audience" text[] DEFAULT '{dpo,handler,chair,headOfIct}' NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "recused" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "opened" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "not_to" text[];--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "role_grant" ADD COLUMN "deputy" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "stepped_up_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "passkey_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "event_link_event" ON "event_link" USING btree ("organisation_id","event_sequence");--> statement-breakpoint
CREATE INDEX "event_link_at" ON "event_link" USING btree ("organisation_id","linked_at");--> statement-breakpoint
CREATE INDEX "passkey_identity" ON "passkey" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "passkey_invitation_identity" ON "passkey_invitation" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "search_token_source" ON "search_token" USING btree ("organisation_id","incident_id","source_id");--> statement-breakpoint
-- Reports that went straight to the chair before there was a fence: the officer and the handler see them only once the chair says so.
ALTER TABLE "incident" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "report" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "incident" SET "audience" = '{chair,headOfIct}' WHERE EXISTS (
	SELECT 1 FROM "report" WHERE "report"."organisation_id" = "incident"."organisation_id" AND "report"."incident_id" = "incident"."id" AND "report"."addressee" = 'chair'
);
--> statement-breakpoint
ALTER TABLE "incident" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "report" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The new tables of a board stand behind its fence like the others. What is written into the chain, its cuts and the reviews never changes.
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['recusal', 'break_glass', 'search_token', 'event_link', 'chain_cut', 'log_review', 'key_reset'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY board ON %I
			USING (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)
			WITH CHECK (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO seintje_app', name);
	END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE ON "recusal", "break_glass", "key_reset" TO seintje_app;
--> statement-breakpoint
GRANT DELETE ON "search_token" TO seintje_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "passkey", "passkey_challenge", "passkey_invitation", "recovery_code" TO seintje_app;
--> statement-breakpoint
-- A transaction that names its reader (app.person_id) works as a role of its own: it sees the incidents that are for one of his seats or that
-- he opened by breaking the glass, and never one he is recused from. Intake and engine name nobody, see the whole board and pay nothing for this fence.
DO $$ BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'seintje_reader') THEN
		CREATE ROLE seintje_reader NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT NOREPLICATION NOBYPASSRLS;
	END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
	IF NOT pg_has_role('seintje_reader', 'seintje_app', 'MEMBER') THEN GRANT seintje_app TO seintje_reader; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
-- To become it, not to be it: who inherits a role falls under its policies, and then the cut of the log would leave every event of an incident standing.
DO $$ BEGIN
	GRANT seintje_reader TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
EXCEPTION WHEN insufficient_privilege THEN
	IF NOT pg_has_role(CURRENT_USER, 'seintje_reader', 'MEMBER') THEN RAISE; END IF;
END $$;
--> statement-breakpoint
CREATE POLICY reader ON "incident" AS RESTRICTIVE TO seintje_reader USING (
	NOT (nullif(current_setting('app.person_id', true), '')::uuid = ANY (recused)) AND (
		audience && string_to_array(coalesce(current_setting('app.seats', true), ''), ',')
		OR coalesce(opened ->> current_setting('app.person_id', true), '') > coalesce(nullif(current_setting('app.at', true), ''), '9')
	)
);
--> statement-breakpoint
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['report', 'report_message', 'aware_moment', 'deadline', 'alarm', 'delivery', 'event', 'recusal', 'break_glass', 'search_token'] LOOP
		EXECUTE format('CREATE POLICY reader ON %I AS RESTRICTIVE TO seintje_reader USING (
			incident_id IS NULL OR EXISTS (SELECT 1 FROM incident seen WHERE seen.organisation_id = %I.organisation_id AND seen.id = %I.incident_id))', name, name, name);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY reader ON "attachment" AS RESTRICTIVE TO seintje_reader USING (
	EXISTS (SELECT 1 FROM report seen WHERE seen.organisation_id = attachment.organisation_id AND seen.id = attachment.report_id)
);
--> statement-breakpoint
CREATE POLICY reader ON "alarm_stage" AS RESTRICTIVE TO seintje_reader USING (
	EXISTS (SELECT 1 FROM alarm seen WHERE seen.organisation_id = alarm_stage.organisation_id AND seen.id = alarm_stage.subject_id)
);
--> statement-breakpoint
-- The engine's work list stands outside boards, for it looks over all of them; a reader finds there only what he sees.
ALTER TABLE "alarm_due" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY engine ON "alarm_due" USING (true);
--> statement-breakpoint
CREATE POLICY reader ON "alarm_due" AS RESTRICTIVE TO seintje_reader USING (
	EXISTS (SELECT 1 FROM incident seen WHERE seen.organisation_id = alarm_due.organisation_id AND seen.id = alarm_due.incident_id)
);
--> statement-breakpoint
-- Events are cut only when they are two years old, and only up to a place the chain's own key has signed.
CREATE FUNCTION cut_log(last_position bigint) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
	board uuid := nullif(current_setting('app.organisation_id', true), '')::uuid;
	cut integer;
BEGIN
	IF NOT EXISTS (SELECT 1 FROM chain_cut WHERE organisation_id = board AND position = last_position) THEN
		RAISE EXCEPTION 'the log is cut only at a signed place';
	END IF;
	IF EXISTS (
		SELECT 1 FROM event_link l JOIN event e ON e.organisation_id = l.organisation_id AND e.sequence = l.event_sequence
		WHERE l.organisation_id = board AND l.position <= last_position AND e.at > now() - interval '24 months'
	) THEN
		RAISE EXCEPTION 'the log of the last 24 months is not cut';
	END IF;
	DELETE FROM event e USING event_link l
		WHERE l.organisation_id = board AND l.position <= last_position AND e.organisation_id = board AND e.sequence = l.event_sequence;
	DELETE FROM event_link WHERE organisation_id = board AND position <= last_position;
	GET DIAGNOSTICS cut = ROW_COUNT;
	RETURN cut;
END
$$;
--> statement-breakpoint
-- It runs with its owner's rights: a temporary table of the caller's may not stand in for one of ours.
DO $$ BEGIN
	EXECUTE format('ALTER FUNCTION cut_log(bigint) SET search_path = %I, pg_temp', current_schema());
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION cut_log(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION cut_log(bigint) TO seintje_app;

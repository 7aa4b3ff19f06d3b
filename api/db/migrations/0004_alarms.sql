CREATE TABLE "absence" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "absence_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "acknowledgement" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid,
	"role" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "acknowledgement_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "authority_outcome" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"deadline_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"filed_at" timestamp (3) with time zone,
	"in_time" text,
	"number_sealed" "bytea",
	"reason_sealed" "bytea",
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_sealed" "bytea",
	CONSTRAINT "authority_outcome_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "phone_call" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"deadline_id" uuid,
	"role" text NOT NULL,
	"reached" boolean NOT NULL,
	"note_sealed" "bytea",
	"set_by" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "phone_call_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
DROP INDEX "incident_open";--> statement-breakpoint
ALTER TABLE "alarm" ADD COLUMN "kind" text DEFAULT 'report' NOT NULL;--> statement-breakpoint
ALTER TABLE "alarm_due" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "revision" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "set_by" uuid;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "note_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "ended_by" uuid;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "deadline_id" uuid;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "needs_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "term_ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "term_outcome" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "alerts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "sms_sealed" "bytea";--> statement-breakpoint
-- What runs already is reminded of from now on; what would have fallen due before is not caught up.
ALTER TABLE "incident" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "deadline" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "delivery" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "incident" SET "needs_at" = "deadline_at";
--> statement-breakpoint
UPDATE "deadline" SET "opened_at" = now();
--> statement-breakpoint
INSERT INTO "alarm_due" ("organisation_id", "kind", "subject_id", "incident_id", "next_at", "step")
	SELECT d."organisation_id", 'deadline', d."id", d."incident_id", now(), 0 FROM "deadline" d
	JOIN "incident" i ON i."organisation_id" = d."organisation_id" AND i."id" = d."incident_id"
	WHERE d."ended_at" IS NULL AND i."closed_at" IS NULL;
--> statement-breakpoint
UPDATE "alarm_due" SET "channel" = (SELECT d."channel" FROM "delivery" d WHERE d."organisation_id" = "alarm_due"."organisation_id" AND d."id" = "alarm_due"."subject_id") WHERE "kind" = 'delivery';
--> statement-breakpoint
ALTER TABLE "incident" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "deadline" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "delivery" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "incident" ALTER COLUMN "needs_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ALTER COLUMN "opened_at" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "absence_person" ON "absence" USING btree ("organisation_id","person_id");--> statement-breakpoint
CREATE INDEX "alarm_due_lane" ON "alarm_due" USING btree ("kind","channel","next_at");--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("organisation_id","needs_at","id") WHERE closed_at is null;
--> statement-breakpoint
-- The new tables of a board stand behind its fence like the others; what hangs on an incident is seen by whoever sees that.
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['absence', 'acknowledgement', 'authority_outcome', 'phone_call'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY board ON %I
			USING (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)
			WITH CHECK (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', name);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO seintje_app', name);
	END LOOP;
END $$;
--> statement-breakpoint
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['acknowledgement', 'authority_outcome', 'phone_call'] LOOP
		EXECUTE format('CREATE POLICY reader ON %I AS RESTRICTIVE TO seintje_reader USING (
			EXISTS (SELECT 1 FROM incident seen WHERE seen.organisation_id = %I.organisation_id AND seen.id = %I.incident_id))', name, name, name);
	END LOOP;
END $$;
--> statement-breakpoint
-- A deadline is watched under an id of its own: its rows in the ledger are seen by whoever sees the incident it runs on.
DROP POLICY reader ON "alarm_stage";
--> statement-breakpoint
CREATE POLICY reader ON "alarm_stage" AS RESTRICTIVE TO seintje_reader USING (
	EXISTS (SELECT 1 FROM alarm seen WHERE seen.organisation_id = alarm_stage.organisation_id AND seen.id = alarm_stage.subject_id)
	OR EXISTS (SELECT 1 FROM deadline seen WHERE seen.organisation_id = alarm_stage.organisation_id AND seen.id = alarm_stage.subject_id)
);

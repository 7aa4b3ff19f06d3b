CREATE TABLE "board_question" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"content" jsonb NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision" text,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "board_question_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "certificate" (
	"code_mac" "bytea" PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"module_version" integer NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "council_consent" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"consented_on" text NOT NULL,
	"document" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "council_consent_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "figure_group" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"school_year" smallint NOT NULL,
	"school_ids" jsonb NOT NULL,
	"roles" jsonb NOT NULL,
	"floor" smallint NOT NULL,
	"said" jsonb NOT NULL,
	"formed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_group_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "figure_member" (
	"organisation_id" uuid NOT NULL,
	"school_year" smallint NOT NULL,
	"learner_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "figure_member_organisation_id_school_year_learner_id_pk" PRIMARY KEY("organisation_id","school_year","learner_id")
);
--> statement-breakpoint
CREATE TABLE "figure_report" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"report" jsonb NOT NULL,
	CONSTRAINT "figure_report_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "learner" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text,
	"school_id" uuid,
	"nudges" boolean DEFAULT true NOT NULL,
	"nudged_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learner_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "named_list" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"consent_id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"school_id" uuid,
	"reason" text,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"days" smallint NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"agreed" boolean,
	"open_until" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"read_count" integer DEFAULT 0 NOT NULL,
	"last_read_at" timestamp (3) with time zone,
	CONSTRAINT "named_list_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "training_answer" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"module_version" integer NOT NULL,
	"question_id" text NOT NULL,
	"option_id" text NOT NULL,
	"role" text NOT NULL,
	"practice" boolean NOT NULL,
	"correct" boolean,
	"answered_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "training_answer_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "training_card" (
	"organisation_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"question_id" text NOT NULL,
	"card" jsonb NOT NULL,
	"sat_at" timestamp (3) with time zone,
	"sat_module" text,
	"sat_role" text,
	CONSTRAINT "training_card_organisation_id_learner_id_question_id_pk" PRIMARY KEY("organisation_id","learner_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "training_completion" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"module_version" integer NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "training_completion_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "training_offer" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"module_id" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "training_offer_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "school_id" uuid;--> statement-breakpoint
CREATE INDEX "figure_member_group" ON "figure_member" USING btree ("organisation_id","group_id");--> statement-breakpoint
CREATE INDEX "figure_report_made" ON "figure_report" USING btree ("organisation_id","made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "learner_person" ON "learner" USING btree ("organisation_id","person_id");--> statement-breakpoint
CREATE INDEX "training_answer_learner" ON "training_answer" USING btree ("organisation_id","learner_id","answered_at");--> statement-breakpoint
CREATE INDEX "training_answer_received" ON "training_answer" USING btree ("organisation_id","received_at");--> statement-breakpoint
CREATE INDEX "training_completion_learner" ON "training_completion" USING btree ("organisation_id","learner_id","module_id");--> statement-breakpoint
-- What people learn stands behind the board's fence. It hangs on no incident, and the reader of incidents has nothing to do with it.
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY['learner', 'training_answer', 'training_card', 'training_completion', 'training_offer', 'board_question',
		'council_consent', 'named_list', 'figure_group', 'figure_member', 'figure_report'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY board ON %I
			USING (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)
			WITH CHECK (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', name);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO seintje_app', name);
	END LOOP;
	-- Answers go after thirty days, what is left of a school year after it, and what boards did with lists and questions two years after it was over.
	FOREACH name IN ARRAY ARRAY['learner', 'training_answer', 'training_card', 'training_completion', 'training_offer', 'figure_group', 'figure_member', 'figure_report',
		'board_question', 'council_consent', 'named_list'] LOOP
		EXECUTE format('GRANT DELETE ON %I TO seintje_app', name);
	END LOOP;
END $$;
--> statement-breakpoint
-- An answer is never changed, nor what was once said in figures.
REVOKE UPDATE ON "training_answer", "figure_report" FROM seintje_app;--> statement-breakpoint
-- What a certificate says never changes; it goes a year after it ended.
GRANT SELECT, INSERT, DELETE ON "certificate" TO seintje_app;

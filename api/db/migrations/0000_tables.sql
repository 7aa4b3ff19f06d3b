CREATE TABLE "alarm" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"ladder" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_why" text,
	CONSTRAINT "alarm_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "alarm_due" (
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"step" integer NOT NULL,
	CONSTRAINT "alarm_due_organisation_id_kind_subject_id_pk" PRIMARY KEY("organisation_id","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "alarm_stage" (
	"organisation_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alarm_stage_organisation_id_subject_id_stage_pk" PRIMARY KEY("organisation_id","subject_id","stage")
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"organisation_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	"content_mac" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attachment_organisation_id_report_id_id_pk" PRIMARY KEY("organisation_id","report_id","id")
);
--> statement-breakpoint
CREATE TABLE "aware_moment" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"aware_at" timestamp (3) with time zone NOT NULL,
	"reason_sealed" "bytea",
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "aware_moment_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "deadline" (
	"organisation_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"anchor_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"rules_version" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "deadline_organisation_id_incident_id_id_pk" PRIMARY KEY("organisation_id","incident_id","id")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"alarm_id" uuid,
	"person_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"recipient_role" text NOT NULL,
	"channel" text NOT NULL,
	"stage" text NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "delivery_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"organisation_id" uuid NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "event_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"type" text NOT NULL,
	"subject_id" text NOT NULL,
	"incident_id" uuid,
	"report_id" uuid,
	"facts" jsonb NOT NULL,
	"sealed" "bytea",
	"commitment" "bytea",
	CONSTRAINT "event_organisation_id_sequence_pk" PRIMARY KEY("organisation_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email_mac" "bytea" NOT NULL,
	"email_sealed" "bytea" NOT NULL,
	"lang" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_organisation" (
	"identity_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "identity_organisation_identity_id_organisation_id_pk" PRIMARY KEY("identity_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"sequence" integer NOT NULL,
	"kind" text NOT NULL,
	"school_id" uuid,
	"state" text NOT NULL,
	"discreet" boolean NOT NULL,
	"discreet_set_by" uuid,
	"wrapped_key" "bytea" NOT NULL,
	"aware_at" timestamp (3) with time zone NOT NULL,
	"deadline_at" timestamp (3) with time zone NOT NULL,
	"legal_end_at" timestamp (3) with time zone NOT NULL,
	"rules_version" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "incident_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident_number" (
	"organisation_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "incident_number_organisation_id_year_pk" PRIMARY KEY("organisation_id","year")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"pseudonym" text NOT NULL,
	"name_sealed" "bytea" NOT NULL,
	"phone_sealed" "bytea",
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "person_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "push_subscription" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identity_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"key_id" text NOT NULL,
	"lang" text NOT NULL,
	"label" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_ok_at" timestamp (3) with time zone,
	"last_failed_at" timestamp (3) with time zone,
	"last_answer" text
);
--> statement-breakpoint
CREATE TABLE "report" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"reporter_id" uuid NOT NULL,
	"entered_by_id" uuid NOT NULL,
	"shape" integer NOT NULL,
	"kind" text NOT NULL,
	"addressee" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"body_sealed" "bytea" NOT NULL,
	"body_mac" "bytea" NOT NULL,
	"flags" jsonb NOT NULL,
	"discovered_at" timestamp (3) with time zone NOT NULL,
	"discovered_basis" text NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"raw_times_sealed" "bytea" NOT NULL,
	"skew_ms" bigint,
	"attachments_expected" smallint NOT NULL,
	CONSTRAINT "report_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "report_id" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "report_message" (
	"organisation_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"side" text NOT NULL,
	"author_role" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"body_mac" "bytea" NOT NULL,
	"corrects" text,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "report_message_organisation_id_report_id_id_pk" PRIMARY KEY("organisation_id","report_id","id")
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"school_ids" jsonb,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone,
	CONSTRAINT "role_grant_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "school" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "school_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"own_device" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_code" (
	"email_mac" "bytea" PRIMARY KEY NOT NULL,
	"code_mac" "bytea" NOT NULL,
	"tries_left" smallint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alarm_incident" ON "alarm" USING btree ("organisation_id","incident_id");--> statement-breakpoint
CREATE INDEX "alarm_due_next" ON "alarm_due" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_once" ON "delivery" USING btree ("organisation_id","incident_id","person_id","channel","stage");--> statement-breakpoint
CREATE INDEX "delivery_incident" ON "delivery" USING btree ("organisation_id","incident_id","created_at");--> statement-breakpoint
CREATE INDEX "event_incident" ON "event" USING btree ("organisation_id","incident_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_email" ON "identity" USING btree ("email_mac");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_number_once" ON "incident" USING btree ("organisation_id","year","sequence");--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("organisation_id","deadline_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incident_closed" ON "incident" USING btree ("organisation_id","received_at","id") WHERE closed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "person_identity" ON "person" USING btree ("organisation_id","identity_id");--> statement-breakpoint
CREATE INDEX "push_subscription_identity" ON "push_subscription" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscription_endpoint" ON "push_subscription" USING btree ("endpoint");--> statement-breakpoint
CREATE INDEX "report_incident" ON "report" USING btree ("organisation_id","incident_id");--> statement-breakpoint
CREATE INDEX "report_reporter" ON "report" USING btree ("organisation_id","reporter_id","received_at");--> statement-breakpoint
CREATE INDEX "report_message_incident" ON "report_message" USING btree ("organisation_id","incident_id");--> statement-breakpoint
CREATE INDEX "role_grant_person" ON "role_grant" USING btree ("organisation_id","person_id");--> statement-breakpoint
CREATE INDEX "role_grant_role" ON "role_grant" USING btree ("organisation_id","role");--> statement-breakpoint
CREATE INDEX "session_identity" ON "session" USING btree ("identity_id");
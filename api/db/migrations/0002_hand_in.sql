CREATE TABLE "school_code" (
	"code_mac" "bytea" PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "identity_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ALTER COLUMN "reporter_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ALTER COLUMN "entered_by_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "school_code_sealed" "bytea";--> statement-breakpoint
CREATE UNIQUE INDEX "school_code_living" ON "school_code" USING btree ("organisation_id") WHERE ended_at is null;--> statement-breakpoint
-- Outside boards, without contents: whoever hands in has no board yet. A code ends and stays ended, so that no board ever gets an old one.
GRANT SELECT, INSERT, UPDATE ("ended_at") ON "school_code" TO seintje_app;

-- The app's role: it may not log in and never passes row-level security. Roles belong to the whole server, so another database may have made it first.
DO $$ BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'seintje_app') THEN
		CREATE ROLE seintje_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS;
	END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
-- The login user becomes it in every transaction. Where an administrator already saw to that, a refusal here is no matter.
DO $$ BEGIN
	GRANT seintje_app TO CURRENT_USER;
EXCEPTION WHEN insufficient_privilege THEN
	IF NOT pg_has_role(CURRENT_USER, 'seintje_app', 'MEMBER') THEN RAISE; END IF;
END $$;
--> statement-breakpoint
DO $$ BEGIN
	EXECUTE format('GRANT USAGE ON SCHEMA %I TO seintje_app', current_schema());
END $$;
--> statement-breakpoint
-- Every table of a board: its rows show and change only while the transaction is in that board.
DO $$ DECLARE name text; BEGIN
	FOREACH name IN ARRAY ARRAY[
		'organisation', 'school', 'person', 'role_grant', 'incident_number', 'incident', 'report', 'attachment', 'report_message',
		'aware_moment', 'deadline', 'alarm', 'alarm_stage', 'delivery', 'event'
	] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY board ON %I
			USING (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)
			WITH CHECK (organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO seintje_app', name);
	END LOOP;
END $$;
--> statement-breakpoint
-- Events are appended and never change, so they are not in this list.
GRANT UPDATE, DELETE ON "organisation", "school", "person", "role_grant", "incident_number", "incident", "report", "attachment", "report_message",
	"aware_moment", "deadline", "alarm", "alarm_stage", "delivery" TO seintje_app;
--> statement-breakpoint
-- Outside boards, without contents.
GRANT SELECT, INSERT, UPDATE, DELETE ON "identity", "identity_organisation", "session", "sign_in_code", "push_subscription", "alarm_due" TO seintje_app;
--> statement-breakpoint
-- The id of a report stays for good, as a tombstone after erasure.
GRANT SELECT, INSERT, UPDATE ("erased_at") ON "report_id" TO seintje_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "installation" TO seintje_app;

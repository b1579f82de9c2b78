"""The walls round what every room needs to know of a trust."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

OWN_TRUST = "id = ANY ((SELECT app_trusts())::bigint[]) OR 'system' = ANY ((SELECT app_roles())::text[])"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        # A trust is its own tenant, so its wall is written out: its members see it, the system alone makes one.
        migrations.RunSQL(
            sql=f"""
                ALTER TABLE organisation_trust ENABLE ROW LEVEL SECURITY;
                ALTER TABLE organisation_trust FORCE ROW LEVEL SECURITY;
                CREATE POLICY own_trust ON organisation_trust USING ({OWN_TRUST}) WITH CHECK ({OWN_TRUST});
                CREATE POLICY members ON organisation_trust FOR SELECT USING (
                    id IN (SELECT trust_id FROM organisation_membership WHERE user_id = app_user())
                );
                ALTER TABLE organisation_trustevent ENABLE ROW LEVEL SECURITY;
                ALTER TABLE organisation_trustevent FORCE ROW LEVEL SECURITY;
                CREATE POLICY own_trust ON organisation_trustevent USING ({OWN_TRUST}) WITH CHECK ({OWN_TRUST});
            """,
            reverse_sql="""
                DROP POLICY own_trust ON organisation_trustevent;
                ALTER TABLE organisation_trustevent NO FORCE ROW LEVEL SECURITY;
                ALTER TABLE organisation_trustevent DISABLE ROW LEVEL SECURITY;
                DROP POLICY members ON organisation_trust;
                DROP POLICY own_trust ON organisation_trust;
                ALTER TABLE organisation_trust NO FORCE ROW LEVEL SECURITY;
                ALTER TABLE organisation_trust DISABLE ROW LEVEL SECURITY;
            """,
        ),
        RaiseWalls("Membership", also="user_id = (SELECT app_user())"),
        RaiseWalls("Draft", narrow="user_id = (SELECT app_user())"),
        RaiseWalls("Document", "Year", "Quarter", "DeliveryUnit", "Owner", "Holding", "GroupMember", "Body", "Meeting"),
        RaiseWalls(
            "DocumentEvent",
            "MembershipEvent",
            "YearEvent",
            "QuarterEvent",
            "DeliveryUnitEvent",
            "OwnerEvent",
            "HoldingEvent",
            "GroupMemberEvent",
            "BodyEvent",
            "MeetingEvent",
        ),
    ]

from django.db import migrations

# Reviews are read by the wording they were filled with, so a published version and its criteria never change.
# FOR SHARE makes a criterion that is written while its version is being published wait, and then be refused.
FORBID = """
CREATE FUNCTION rubrics_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of a rubric is published and cannot change', OLD.id;
END $$;
CREATE TRIGGER rubrics_version_final_update BEFORE UPDATE ON rubrics_rubricversion FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION rubrics_version_is_final();
CREATE TRIGGER rubrics_version_final_delete BEFORE DELETE ON rubrics_rubricversion FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION rubrics_version_is_final();

CREATE FUNCTION rubrics_criterion_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.version_id]
        WHEN 'DELETE' THEN ARRAY[OLD.version_id]
        ELSE ARRAY[OLD.version_id, NEW.version_id] END;
BEGIN
    PERFORM 1 FROM rubrics_rubricversion WHERE id = ANY(touched) FOR SHARE;
    IF EXISTS (SELECT 1 FROM rubrics_rubricversion WHERE id = ANY(touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a criterion of a published version of a rubric cannot change';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rubrics_criterion_final BEFORE INSERT OR UPDATE OR DELETE ON rubrics_criterion
    FOR EACH ROW EXECUTE FUNCTION rubrics_criterion_is_final();
"""
ALLOW = """
DROP TRIGGER rubrics_criterion_final ON rubrics_criterion;
DROP FUNCTION rubrics_criterion_is_final();
DROP TRIGGER rubrics_version_final_update ON rubrics_rubricversion;
DROP TRIGGER rubrics_version_final_delete ON rubrics_rubricversion;
DROP FUNCTION rubrics_version_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("rubrics", "0002_drafts_and_archive")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]

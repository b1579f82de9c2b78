"""The words of what is searched: which rows hold which, so that a search reads no other."""

from django.db import models

from probation_planning.organisation.models import Trust


class Word(models.Model):
    """That a row of a kind (`searched.KINDS`) holds a word, as PostgreSQL stems it; or bears a reference, after a `=`.

    Kept by the database alone (functions `reports_words_of_…`), and behind the wall of the row: `section`, `register`
    and `entry` are those of what was written of a risk. Sorted byte by byte, whose operators PostgreSQL knows to tell
    nothing: it looks them up in the index before it has asked the wall.
    """

    kept_by_database = True

    pk = models.CompositePrimaryKey("trust_id", "about", "word", "row")
    trust = models.ForeignKey(Trust, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    about = models.CharField(max_length=12, db_collation="C")
    word = models.TextField(db_collation="C")
    row = models.BigIntegerField()
    year_id = models.BigIntegerField()
    section = models.PositiveSmallIntegerField(null=True)
    register_id = models.BigIntegerField(null=True)
    entry_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about", "row"], name="reports_word_of_row")]

    def __str__(self) -> str:
        return f"{self.word} in {self.about} {self.row}"

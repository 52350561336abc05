from casereview.configured.fates import last_tests
from casereview.configured.lines import Line, Part
from casereview.configured.page import page_of

__all__ = ["Line", "Part", "last_tests", "page_of"]

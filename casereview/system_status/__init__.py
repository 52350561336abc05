from casereview.system_status.page import page_of
from casereview.system_status.sent_tests import last_tests
from core.status_lines import Line, Part

__all__ = ["Line", "Part", "last_tests", "page_of"]

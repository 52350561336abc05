"""Screens of jobs, as axe and `make shots` look at them."""

NO_PAGES = {"job_progress": "a part of the page of a job, which is looked at there"}
SHOTS = {}  # the demo world has no job: workers are not running while it is built

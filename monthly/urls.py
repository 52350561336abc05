from django.urls import path

from monthly.views import answers, choices, discussions, draws, mine, steps, team, validations

urlpatterns = [
    path("monthly/<int:pk>/validate/<int:case_pk>/", validations.validate, name="monthly_validate"),
    path(
        "monthly/<int:pk>/validate/<int:case_pk>/autosave/",
        validations.autosave,
        name="monthly_validate_autosave",
    ),
    path("monthly/team/", team.team, name="monthly_team"),
    path("monthly/team/open/", team.open_by_hand, name="monthly_open"),
    path("monthly/<int:pk>/redraw/", team.redraw, name="monthly_redraw"),
    path("monthly/<int:pk>/excuse/", team.excuse, name="monthly_excuse"),
    path("monthly/<int:pk>/validated/", validations.send, name="monthly_validated"),
    path("monthly/<int:pk>/take-over/", validations.take_over, name="monthly_take_over"),
    path("monthly/", mine.mine, name="monthly"),
    path("monthly/answers/", answers.answers, name="monthly_answers"),
    path("monthly/<int:pk>/choose/", choices.choose, name="monthly_choose"),
    path("monthly/<int:pk>/start/<int:selection_pk>/", mine.start, name="monthly_start"),
    path("monthly/<int:pk>/send/", mine.send, name="monthly_send"),
    path("monthly/<int:pk>/recall/", mine.recall, name="monthly_recall"),
    path("monthly/<int:pk>/sent/", mine.sent, name="monthly_sent"),
    path("monthly/<int:pk>/draw/", draws.draw, name="monthly_draw"),
    path("monthly/<int:pk>/", discussions.review, name="monthly_review"),
    path("monthly/<int:pk>/notes/", discussions.notes, name="monthly_notes"),
    path("monthly/<int:pk>/done/", discussions.done, name="monthly_done"),
    path("monthly/<int:pk>/steps/", steps.add, name="monthly_steps"),
    path("monthly/steps/<int:pk>/", steps.change, name="monthly_step"),
    path("monthly/steps/<int:pk>/remove/", steps.remove, name="monthly_step_remove"),
    path("monthly/steps/<int:pk>/outcome/", steps.outcome, name="monthly_step_outcome"),
    path("monthly/steps/<int:pk>/show/", steps.show, name="monthly_step_show"),
]

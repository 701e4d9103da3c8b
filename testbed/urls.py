"""The addresses of the operators that behave in a known way: the seeded ones, and those on demand."""

from django.urls import path

from testbed.operators.views import BehaviourView
from testbed.world.actors import BEHAVIOURS

urlpatterns = [
    *(
        path(f"operators/{name}/Service/v3", BehaviourView(behaviour, name))
        for name, behaviour in BEHAVIOURS.items()
    ),
    path("behaviours/<behaviour>/<operator>/Service/v3", BehaviourView()),
]

"""The address of the Model Context Protocol."""

from django.urls import path

from testbed.agents.views import serve_agent

urlpatterns = [path("", serve_agent, name="mcp")]

"""The Slack Web API behind the ports `Poster` and `Workspace`; the only place that turns Slack errors into ours."""

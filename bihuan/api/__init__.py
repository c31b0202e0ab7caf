"""The same acts and the same refusals for programs: JSON under ``/api/``, with its OpenAPI page at ``/api/docs``."""

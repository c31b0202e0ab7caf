"""The working calendar and the limits as data: notices, hours, overrides, versions of the limits. What they mean is in
``rules.workdays`` and ``rules.limits``."""

import resource

resource.prlimit(OUTSIDE, resource.RLIMIT_CORE)

"""Union letters (一函两书): reminder, opinion and recommendation, from the draft to the check of what came of them."""

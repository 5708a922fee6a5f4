"""What an answer of GraphQL has to be, for `npm run fuzz`: errors that tell the caller what is wrong, and none of the server's own."""

import schemathesis

TOLD = {"code", "status", "correlation_id"}


@schemathesis.check
def tells_whose_fault_it_is(ctx, response, case):
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    assert "data" in answer or answer.get("errors"), "neither data nor errors"
    for error in answer.get("errors", []):
        extensions = error.get("extensions", {})
        assert TOLD <= extensions.keys(), f"an error without {TOLD - extensions.keys()}: {error}"
        assert 400 <= extensions["status"] < 500, f"an error of the server: {error}"

"""The official Python client as a driver program; ../program/README.md is the protocol.

    main.py < requests > answers
"""
import json
import os
import sys
import threading

# What else is printed in this process must not get among the answers.
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

LOCK = threading.Lock()


def say(line):
    with LOCK:
        ANSWERS.write(line + "\n")
        ANSWERS.flush()


def failed(number, error):
    say(json.dumps({"id": number, "error": {"code": "ClientFailed", "message": f"{type(error).__name__}: {error}", "retryable": False}}))


def main():
    try:
        from operations import Program
    except ImportError as error:
        # Told as the answer to whatever is asked first.
        failed(json.loads(sys.stdin.readline())["id"], error)
        return
    program = Program()

    def play(request):
        try:
            say(json.dumps({"id": request["id"], **program.answer(request)}))
        except (TypeError, ValueError) as error:
            # The client showed something that JSON does not have.
            failed(request["id"], error)

    for line in sys.stdin:
        # The client waits inside its calls, so that every request needs a thread of its own.
        threading.Thread(target=play, args=(json.loads(line),), daemon=True).start()
    # Whoever closes stdin has closed the clients before, or does not care about them.
    sys.stdout.flush()
    os._exit(0)


main()

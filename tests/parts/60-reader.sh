# about: an independent reader, in Python, opens the golden vectors
# budget: 15 60
# tools: python3:python3 python3-venv:python3-venv
# when: tests/reader/requirements.txt tests/reader/rapport_reader.py tests/vectors/protocol.json tests/vectors/documents.json tests/vectors/instruments.json
source "${BASH_SOURCE%/*}/helpers.sh"
PYTHONDONTWRITEBYTECODE=1 "$(venv reader tests/reader/requirements.txt)/bin/python" tests/reader/rapport_reader.py tests/vectors/protocol.json tests/vectors/documents.json tests/vectors/instruments.json

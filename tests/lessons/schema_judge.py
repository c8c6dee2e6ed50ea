#!/usr/bin/env python3
"""schema_judge.py SCHEMA LESSON.YAML...: another program's word on the schema, and on what it says of each lesson."""
import json
import sys

import jsonschema
import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
judge = jsonschema.Draft202012Validator(schema)
wrong = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        lesson = yaml.safe_load(file)
    for error in judge.iter_errors(lesson):
        wrong += 1
        print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    lesson["steps"][0]["alows"] = []  # and it refuses what is not known
    if judge.is_valid(lesson):
        wrong += 1
        print(f"{path}: a word that nobody knows was taken")
sys.exit(1 if wrong else 0)

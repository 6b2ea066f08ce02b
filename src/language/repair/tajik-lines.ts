// Letters of Serbian, Macedonian, Ukrainian and Belarusian, where њ, љ, ќ, ї, ў are themselves.
const neighbours = /[јѕџђћєіґЈЅЏЂЋЄІҐ]/g;

/** Answers, a line at a time and each line once, whether a line is Tajik whatever font it is set in. */
export function tajikLines(text: string): (offset: number) => boolean {
  let start = 0;
  let end = -1;
  let answer = false;
  return (offset) => {
    if (offset >= start && offset < end) return answer;
    start = text.lastIndexOf('\n', offset - 1) + 1;
    const next = text.indexOf('\n', offset);
    end = next === -1 ? text.length : next;
    answer = isTajik(text.slice(start, end));
    return answer;
  };
}

function isTajik(line: string): boolean {
  const letters = line.match(/[њљќїўѓҳҷқӣӯғ]/gi) ?? [];
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  const foreign = line.match(neighbours)?.length ?? 0;
  return different >= 2 && foreign * 5 <= letters.length;
}

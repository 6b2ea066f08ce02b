import { registerHooks } from 'node:module';

/** Places of pdf.js's text, at the version that package.json names, and what is inserted behind them. */
const insertions = [
  {
    // `/ActualText` of marked content: in its own dictionary or in the page's list of properties.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: text of the library.
    find: '`${S.idFactory.getPageObjId()}_mc${e}`:null,',
    insert:
      'actualText:(e=>typeof e==`string`?stringToPDFString(e):void 0)((y[1]instanceof F?y[1]:y[1]instanceof N?n.get(`Properties`)?.get(y[1].name):void 0)?.get?.(`ActualText`)),',
  },
  {
    // `/ActualText` of the structure, which pdf.js gives only where there is no `/Alt`, and under its name.
    find: 'r.role=e.role,r.children=[],t.children.push(r);',
    insert: '{let t=e.dict.get(`ActualText`);typeof t==`string`&&(r.actualText=stringToPDFString(t))}',
  },
  {
    // A glyph that stands for several letters (lam-alef): pdf.js turns round the letters of a line that is drawn from left
    // to right, and with them those inside the glyph.
    find: 'function runBidiTransform(e){',
    insert:
      'e.vertical||(e={...e,str:e.str.map(e=>/^[\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC]/.test(e)?[...normalizeUnicode$1(e)].reverse().join(``):e)});',
  },
  {
    // Lines and rectangles that the page paints, with the matrix by which they are drawn; not more than a page of a book has.
    find: '_.items.push({type:`endMarkedContent`})}break',
    insert:
      ';case T.rectangle:(i.drawn??=[]).length<4e3&&i.drawn.push([`re`,...y]);break;case T.moveTo:(i.drawn??=[]).length<4e3&&i.drawn.push([`m`,...y]);break;case T.lineTo:(i.drawn??=[]).length<4e3&&i.drawn.push([`l`,...y]);break;case T.endPath:i.drawn=[];break;case T.stroke:case T.closeStroke:case T.fill:case T.eoFill:case T.fillStroke:case T.eoFillStroke:case T.closeFillStroke:case T.closeEOFillStroke:i.drawn?.length&&(_.items.push({type:`path`,matrix:[...j.ctm],steps:i.drawn}),i.drawn=[]);break;',
  },
] as const;

/** Makes pdf.js, which is not loaded yet in this thread, give what {@link insertions} add. */
export function completePdfjs(): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith('/unpdf/dist/pdfjs.mjs') || typeof loaded.source === 'string') return loaded;
      return { ...loaded, source: withInsertions(new TextDecoder().decode(loaded.source)) };
    },
  });
}

function withInsertions(source: string): string {
  let text = source;
  for (const { find, insert } of insertions) {
    const place = text.indexOf(find) + find.length;
    if (place < find.length) throw new Error(`unpdf's pdfjs.mjs is another version: it has no ${find}`);
    text = text.slice(0, place) + insert + text.slice(place);
  }
  return text;
}

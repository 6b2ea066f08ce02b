import { staffTexts } from './staff-texts.ts';

/** `1,2 ГБ` */
export function sizeText(bytes: number): string {
  const { units } = staffTexts.value;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  const rounded = value < 10 && step > 0 ? value.toFixed(1).replace('.', ',') : String(Math.round(value));
  return `${rounded} ${units[step]}`;
}

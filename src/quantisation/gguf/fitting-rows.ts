import { ggmlTypeByName } from '../../checkpoint/index.ts';
import { BadInputError } from '../../core/errors.ts';
import type { TensorType } from './types.ts';

/** Whether rows of this many weights are whole blocks of a type. */
export function rowsFit(columns: number, type: TensorType): boolean {
  const stored = ggmlTypeByName(type.toUpperCase());
  return stored !== undefined && columns % stored.blockElements === 0;
}

/** What is said of a matrix whose rows are not whole blocks. */
export function rowsDoNotFit(
  columns: number,
  type: TensorType,
  where: { readonly file?: string; readonly place: string; readonly remedy: string },
): BadInputError {
  return new BadInputError({
    message: `Rows of ${columns} weights do not fit ${type.toUpperCase()}.`,
    ...where,
  });
}

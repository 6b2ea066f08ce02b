import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix';
import { at, known } from '../../core/known.ts';
import { studentQuantile, studentTwoSided } from '../numbers/distributions.ts';

/** A column of a regression with its value for each pupil. */
export interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

/** A coefficient with what is known of its error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/** What one cluster adds: its Q'Q and Q'e, where X = Q·R. */
interface ClusterPart {
  readonly id: string;
  readonly rows: readonly number[];
  readonly gram: Matrix;
}

export interface ClusterRegression {
  readonly names: readonly string[];
  readonly coefficients: readonly number[];
  readonly pupils: number;
  readonly clusters: number;
  readonly residuals: readonly number[];
  /** Share of the variance that the columns explain. */
  readonly r2: number;
  /** Errors without clusters, as a plain regression has them. */
  readonly plain: (name: string, alpha: number) => Estimate;
  /** CR1: (G/(G−1))·((n−1)/(n−k)), t with G−1 degrees of freedom; what Stata and statsmodels print. */
  readonly cr1: (name: string, alpha: number) => Estimate;
  /** CR2 with Satterthwaite's degrees of freedom (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018). */
  readonly cr2: (name: string, alpha: number) => Estimate;
  readonly parts: readonly ClusterPart[];
  readonly q: Matrix;
  readonly inverseR: Matrix;
}

/**
 * Least squares with errors for clusters. All that CR2 needs is computed in k dimensions: with X = Q·R and
 * S = Q_g'Q_g, Q_g'(I − Q_gQ_g')^(−1/2) is (I − S)^(−1/2)Q_g'.
 * @param clusters the cluster of each pupil.
 * @throws Error where a column is a sum of others, or there are too few clusters for an error.
 */
export function clusterRegression(
  outcome: readonly number[],
  columns: readonly Column[],
  clusters: readonly string[],
): ClusterRegression {
  const pupils = outcome.length;
  const width = columns.length;
  const x = new Matrix(pupils, width);
  for (const [place, { values }] of columns.entries()) {
    for (let row = 0; row < pupils; row += 1) x.set(row, place, at(values, row));
  }
  const decomposition = new QrDecomposition(x);
  if (!decomposition.isFullRank() || pupils <= width) {
    throw new Error('The columns of the regression cannot be told apart.');
  }
  const q = decomposition.orthogonalMatrix;
  const r = decomposition.upperTriangularMatrix;
  const inverseR = invertTriangular(r, columns);
  const projected = q.transpose().mmul(Matrix.columnVector([...outcome]));
  const coefficients = inverseR.mmul(projected).to1DArray();
  const fitted = q.mmul(projected);
  const residuals = outcome.map((value, row) => value - fitted.get(row, 0));
  const byCluster = Map.groupBy(clusters.keys(), (row) => at(clusters, row));
  const parts = [...byCluster].map(([id, rows]) => ({ id, rows, gram: gramOf(q, rows) }));
  const squares = sumOf(residuals.map((one) => one * one));
  const mean = sumOf(outcome) / pupils;
  const names = columns.map(({ name }) => name);
  const places = new Map(names.map((name, place) => [name, place]));

  /** The row of R⁻¹ by which a coefficient is read from Q'e. */
  const weightsOf = (name: string): number[] => inverseR.getRow(known(places, name));
  const estimate = (name: string, variance: number, degreesOfFreedom: number, alpha: number): Estimate => {
    const value = at(coefficients, known(places, name));
    const standardError = Math.sqrt(variance);
    const reach = studentQuantile(1 - alpha / 2, degreesOfFreedom) * standardError;
    const p = studentTwoSided(value / standardError, degreesOfFreedom);
    return { value, standardError, degreesOfFreedom, p, low: value - reach, high: value + reach };
  };
  const needClusters = () => {
    if (parts.length < 2) throw new Error('A cluster alone has no error.');
  };
  return {
    names,
    coefficients,
    pupils,
    clusters: parts.length,
    residuals,
    r2: 1 - squares / sumOf(outcome.map((value) => (value - mean) ** 2)),
    plain: (name, alpha) => {
      const variance = (squares / (pupils - width)) * sumOf(weightsOf(name).map((one) => one * one));
      return estimate(name, variance, pupils - width, alpha);
    },
    cr1: (name, alpha) => {
      needClusters();
      const weights = weightsOf(name);
      const scores = parts.map(({ rows }) => dot(weights, projectRows(q, rows, residuals)));
      const count = parts.length;
      const factor = (count / (count - 1)) * ((pupils - 1) / (pupils - width));
      return estimate(name, factor * sumOf(scores.map((one) => one * one)), count - 1, alpha);
    },
    cr2: (name, alpha) => {
      needClusters();
      const weights = weightsOf(name);
      const adjusted = parts.map(({ rows, gram }) => {
        const w = inverseRoot(gram).mmul(Matrix.columnVector(weights)).to1DArray();
        const sw = gram.mmul(Matrix.columnVector(w)).to1DArray();
        return { score: dot(w, projectRows(q, rows, residuals)), own: dot(w, sw), sw };
      });
      const variance = sumOf(adjusted.map(({ score }) => score * score));
      return estimate(name, variance, satterthwaite(adjusted), alpha);
    },
    parts,
    q,
    inverseR,
  };
}

/** (tr P)² / tr P², where P_gh = δ_gh·w_g'S_gw_g − (S_gw_g)'(S_hw_h), for errors that are alike and independent. */
function satterthwaite(parts: readonly { readonly own: number; readonly sw: readonly number[] }[]): number {
  let trace = 0;
  let squares = 0;
  for (const [g, one] of parts.entries()) {
    for (const [h, other] of parts.entries()) {
      const entry = (g === h ? one.own : 0) - dot(one.sw, other.sw);
      if (g === h) trace += entry;
      squares += entry * entry;
    }
  }
  return trace ** 2 / squares;
}

/** (I − S)^(−1/2); directions that only this cluster has carry no information and become 0. */
function inverseRoot(gram: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.eye(gram.rows).sub(gram),
    { assumeSymmetric: true },
  );
  const roots = realEigenvalues.map((value) => (value < 1e-9 ? 0 : 1 / Math.sqrt(value)));
  return eigenvectorMatrix.mmul(Matrix.diag(roots)).mmul(eigenvectorMatrix.transpose());
}

function gramOf(q: Matrix, rows: readonly number[]): Matrix {
  const gram = Matrix.zeros(q.columns, q.columns);
  for (const row of rows) {
    for (let one = 0; one < q.columns; one += 1) {
      for (let other = 0; other < q.columns; other += 1) {
        gram.set(one, other, gram.get(one, other) + q.get(row, one) * q.get(row, other));
      }
    }
  }
  return gram;
}

/** Q_g'v for the rows of a cluster. */
export function projectRows(q: Matrix, rows: readonly number[], values: readonly number[]): number[] {
  const projected = new Array<number>(q.columns).fill(0);
  for (const row of rows) {
    const value = at(values, row);
    for (let place = 0; place < q.columns; place += 1) {
      projected[place] = at(projected, place) + q.get(row, place) * value;
    }
  }
  return projected;
}

/** @throws Error that names the column which the ones before it already say. */
function invertTriangular(r: Matrix, columns: readonly Column[]): Matrix {
  const inverse = Matrix.zeros(r.rows, r.columns);
  for (let place = 0; place < r.columns; place += 1) {
    const length = Math.sqrt(sumOf(at(columns, place).values.map((one) => one * one)));
    if (Math.abs(r.get(place, place)) < 1e-9 * length) {
      throw new Error(`The column "${at(columns, place).name}" says what others say already.`);
    }
    inverse.set(place, place, 1 / r.get(place, place));
    for (let row = place - 1; row >= 0; row -= 1) {
      let sum = 0;
      for (let inner = row + 1; inner <= place; inner += 1)
        sum += r.get(row, inner) * inverse.get(inner, place);
      inverse.set(row, place, -sum / r.get(row, row));
    }
  }
  return inverse;
}

export function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let place = 0; place < one.length; place += 1) sum += at(one, place) * at(other, place);
  return sum;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

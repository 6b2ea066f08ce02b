import type { Json } from '../../core/json.ts';

/** Schemes of compressed-tensors that servers such as vLLM read. */
export const schemeNames = ['fp8', 'w4a16'] as const;

/** How the matrices of the layers are stored; see `docs/quantisation.md`. */
export type Scheme = { readonly name: 'fp8' } | { readonly name: 'w4a16'; readonly groupSize: number };

/** The version of compressed-tensors whose files these are, byte for byte. */
export const compressedTensorsVersion = '0.19.0';

/** `quantization_config` of config.json, as llm-compressor writes it for the scheme. */
export function quantisationConfig(scheme: Scheme, ignored: readonly string[]): Json {
  const format = scheme.name === 'fp8' ? 'float-quantized' : 'pack-quantized';
  const weights =
    scheme.name === 'fp8'
      ? tensorArguments({ num_bits: 8, observer: 'memoryless_minmax', strategy: 'channel', type: 'float' })
      : tensorArguments({
          group_size: scheme.groupSize,
          num_bits: 4,
          observer: 'memoryless_minmax',
          strategy: 'group',
          type: 'int',
        });
  const activations =
    scheme.name === 'fp8'
      ? tensorArguments({ dynamic: true, num_bits: 8, observer: null, strategy: 'token', type: 'float' })
      : null;
  return {
    config_groups: {
      group_0: {
        format,
        input_activations: activations,
        output_activations: null,
        targets: ['Linear'],
        weights,
      },
    },
    format,
    global_compression_ratio: null,
    ignore: [...ignored],
    kv_cache_scheme: null,
    quant_method: 'compressed-tensors',
    quantization_status: 'compressed',
    sparsity_config: {},
    transform_config: {},
    version: compressedTensorsVersion,
  };
}

function tensorArguments(own: Record<string, Json>): Json {
  return {
    actorder: null,
    block_structure: null,
    dynamic: false,
    group_size: null,
    observer_kwargs: {},
    scale_dtype: null,
    symmetric: true,
    zp_dtype: null,
    ...own,
  };
}

/** How a source of one category lies on disk (tracebloc-ingestor 0.8.94 (PyPI) contracts/schema/layout.v1.json). */
export interface Layout {
  family: 'image' | 'text' | 'tabular';
  /** Where the files of the rows lie; null: the table is the data. */
  subdir: 'images' | 'texts' | 'sequences' | null;
  /** Self-supervised categories have no label, and must not be sent one (data-ingestors#213). */
  labelled: boolean;
  /** A second file for each row: in another folder, of the same stem or named by a column. */
  sidecar?: { subdir: string; extension: string; column?: string };
}

const image: Layout = { family: 'image', subdir: 'images', labelled: true };
const text: Layout = { family: 'text', subdir: 'texts', labelled: true };
const unlabelled: Layout = { ...text, labelled: false };
const tabular: Layout = { family: 'tabular', subdir: null, labelled: true };

export const LAYOUTS: Readonly<Record<string, Layout>> = {
  image_classification: image,
  // Its manifest is the annotations themselves.
  object_detection: { ...image, sidecar: { subdir: 'annotations', extension: '.xml' } },
  keypoint_detection: image,
  semantic_segmentation: { ...image, sidecar: { subdir: 'masks', extension: '.png', column: 'mask_id' } },
  text_classification: text, token_classification: text, sentence_pair_classification: text,
  tabular_classification: tabular, tabular_regression: tabular, time_series_forecasting: tabular, time_series_classification: tabular, time_to_event_prediction: tabular,
  masked_language_modeling: { ...unlabelled, subdir: 'sequences' }, causal_language_modeling: unlabelled, seq2seq: unlabelled, embeddings: unlabelled,
};

import { type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { bothSpellings } from '#emulators/platform/backend/spellings';
import { anything, holdFields, text, textOf } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';

/** Whether a model fits a dataset, and what a dataset's columns are. Shapes of SDK 1.2.63. */
export const modelRoutes = ({ state }: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/check-model/',
    accepts: ['form'],
    handle(call) {
      userOf(call);
      const { body } = call;
      holdFields(body, { dataset_key: text, model_name: text, file_type: text, type: text, framework: text, category: text, classes: text, match_point: anything });
      const dataset = state.datasets.get(textOf(body, 'dataset_key')) ?? refuse({ code: 'no-such-dataset' });
      const model = state.models.get(textOf(body, 'model_name'));
      if (!model || model.category !== dataset.category || body['category'] !== dataset.category) refuse({ code: 'category-mismatch' });
      const classes = Object.keys(dataset.classes).length;
      return {
        status: 200,
        body: {
          status: Number(body['classes']) === classes ? 'passed' : 'failed', total_images: dataset.edges, class_names: dataset.classes,
          allow_feature_modification: dataset.category === 'tabular_classification', table_name: dataset.tableName,
          ...bothSpellings({ dataset_classes: classes, match_points: {}, output_class: classes }),
        },
      };
    },
  },
  {
    // Only the model itself: what the virtual platform holds of weights is JSON, and no tokenizer.
    method: 'GET',
    path: '/check-model/uploads/:name/:part{model|weights|tokenizer}/',
    handle(call) {
      userOf(call);
      const { name = '', part } = call.params;
      const model = part === 'model' ? state.models.get(decodeURIComponent(name)) : undefined;
      return model ? { status: 200, file: { name: `${model.name}.py`, text: model.source } } : refuse({ code: 'not-found' });
    },
  },
  {
    method: 'GET',
    path: '/dataset/global_meta_data/',
    handle(call) {
      userOf(call);
      const dataset = state.datasets.get(call.query['dataset_id'] ?? '') ?? refuse({ code: 'no-such-dataset' });
      return { status: 200, body: { schema: dataset.schema } };
    },
  },
];

// Every component with its states. A test compares this list with the folders.
import type { Component } from 'svelte';
import type { Example, GalleryEntry } from './gallery-types.ts';
import { withLongWords } from './gallery-long.ts';
import BrandMark from './brand-mark/brand-mark.svelte';
import { examples as brand_mark } from './brand-mark/examples.ts';
import Breadcrumbs from './breadcrumbs/breadcrumbs.svelte';
import { examples as breadcrumbs } from './breadcrumbs/examples.ts';
import Button from './button/button.svelte';
import { examples as button } from './button/examples.ts';
import CaseCard from './case-card/case-card.svelte';
import { examples as case_card } from './case-card/examples.ts';
import ChoiceGroup from './choice-group/choice-group.svelte';
import { examples as choice_group } from './choice-group/examples.ts';
import ClinicCard from './clinic-card/clinic-card.svelte';
import { examples as clinic_card } from './clinic-card/examples.ts';
import ConfirmationPanel from './confirmation-panel/confirmation-panel.svelte';
import { examples as confirmation_panel } from './confirmation-panel/examples.ts';
import DataTable from './data-table/data-table.svelte';
import { examples as data_table } from './data-table/examples.ts';
import Deadline from './deadline/deadline.svelte';
import { examples as deadline } from './deadline/examples.ts';
import DistrictMap from './district-map/district-map.svelte';
import { examples as district_map } from './district-map/examples.ts';
import EmptyState from './empty-state/empty-state.svelte';
import { examples as empty_state } from './empty-state/examples.ts';
import ErrorSummary from './error-summary/error-summary.svelte';
import { examples as error_summary } from './error-summary/examples.ts';
import Field from './field/field.svelte';
import { examples as field } from './field/examples.ts';
import FieldFrame from './field-frame/field-frame.svelte';
import { examples as field_frame } from './field-frame/examples.ts';
import FigureWithInterval from './figure-with-interval/figure-with-interval.svelte';
import { examples as figure_with_interval } from './figure-with-interval/examples.ts';
import FileInput from './file-input/file-input.svelte';
import { examples as file_input } from './file-input/examples.ts';
import FilterLinks from './filter-links/filter-links.svelte';
import { examples as filter_links } from './filter-links/examples.ts';
import KeyHint from './key-hint/key-hint.svelte';
import { examples as key_hint } from './key-hint/examples.ts';
import LinkButton from './link-button/link-button.svelte';
import { examples as link_button } from './link-button/examples.ts';
import Notice from './notice/notice.svelte';
import { examples as notice } from './notice/examples.ts';
import Pagination from './pagination/pagination.svelte';
import { examples as pagination } from './pagination/examples.ts';
import PhotoStrip from './photo-strip/photo-strip.svelte';
import { examples as photo_strip } from './photo-strip/examples.ts';
import SearchBox from './search-box/search-box.svelte';
import { examples as search_box } from './search-box/examples.ts';
import Select from './select/select.svelte';
import { examples as select } from './select/examples.ts';
import StatusTag from './status-tag/status-tag.svelte';
import { examples as status_tag } from './status-tag/examples.ts';
import SummaryList from './summary-list/summary-list.svelte';
import { examples as summary_list } from './summary-list/examples.ts';
import TabLinks from './tab-links/tab-links.svelte';
import { examples as tab_links } from './tab-links/examples.ts';
import TaskList from './task-list/task-list.svelte';
import { examples as task_list } from './task-list/examples.ts';
import TextArea from './text-area/text-area.svelte';
import { examples as text_area } from './text-area/examples.ts';
import Timeline from './timeline/timeline.svelte';
import { examples as timeline } from './timeline/examples.ts';
import VeiledPhoto from './veiled-photo/veiled-photo.svelte';
import { examples as veiled_photo } from './veiled-photo/examples.ts';

function entry<Props extends object>(
  name: string,
  component: Component<Props>,
  examples: Example<Props>[],
): GalleryEntry {
  // The pairing of component and props is checked here; the list holds them without their types.
  const all = withLongWords(examples as unknown as Example<Record<string, unknown>>[]);
  return { name, component, examples: all } as unknown as GalleryEntry;
}

export const gallery: GalleryEntry[] = [
  entry('brand-mark', BrandMark, brand_mark),
  entry('breadcrumbs', Breadcrumbs, breadcrumbs),
  entry('button', Button, button),
  entry('case-card', CaseCard, case_card),
  entry('choice-group', ChoiceGroup, choice_group),
  entry('clinic-card', ClinicCard, clinic_card),
  entry('confirmation-panel', ConfirmationPanel, confirmation_panel),
  entry('data-table', DataTable, data_table),
  entry('deadline', Deadline, deadline),
  entry('district-map', DistrictMap, district_map),
  entry('empty-state', EmptyState, empty_state),
  entry('error-summary', ErrorSummary, error_summary),
  entry('field', Field, field),
  entry('field-frame', FieldFrame, field_frame),
  entry('figure-with-interval', FigureWithInterval, figure_with_interval),
  entry('file-input', FileInput, file_input),
  entry('filter-links', FilterLinks, filter_links),
  entry('key-hint', KeyHint, key_hint),
  entry('link-button', LinkButton, link_button),
  entry('notice', Notice, notice),
  entry('pagination', Pagination, pagination),
  entry('photo-strip', PhotoStrip, photo_strip),
  entry('search-box', SearchBox, search_box),
  entry('select', Select, select),
  entry('status-tag', StatusTag, status_tag),
  entry('summary-list', SummaryList, summary_list),
  entry('tab-links', TabLinks, tab_links),
  entry('task-list', TaskList, task_list),
  entry('text-area', TextArea, text_area),
  entry('timeline', Timeline, timeline),
  entry('veiled-photo', VeiledPhoto, veiled_photo),
];

import type { LogRole } from '../../../../shared/case/resolvedCase';

/**
 * What people call a role, best first, compared without case, blanks and punctuation. `usual` names say what they mean;
 * `possible` ones may mean something else as well.
 */
export const roleNames: Readonly<Record<LogRole, { usual: readonly string[]; possible: readonly string[] }>> = {
  request: {
    usual: words(
      'request_id req_id requestid query_id qid search_id srch_id impression_id slate_id list_id ranking_id topic_id',
    ),
    possible: words('session_id topic serp_id page_view_id event_id group_id request search query group qgroup'),
  },
  item: {
    usual: words(
      'item_id item doc_id docno document_id product_id asin sku article_id content_id video_id movie_id song_id track_id ad_id listing_id hotel_id prop_id property_id restaurant_id merchant_item_id job_id post_id news_id url_id offer_id book_id candidate_id',
    ),
    possible: words('doc document product article candidate entity_id object_id action arm_id url iid pid id'),
  },
  position: {
    usual: words('position pos rank slot_position item_position display_position shown_position rank_shown slot_index'),
    possible: words('ranking place display_rank idx index order ord slot'),
  },
  time: {
    usual: words(
      'timestamp served_at ts event_time request_time impression_time datetime date_time event_timestamp shown_at',
    ),
    possible: words('time created_at logged_at date day event_date server_time unix_time'),
  },
  user: {
    usual: words('user_id uid user customer_id visitor_id member_id client_id account_id profile_id cust_id'),
    possible: words('device_id cookie_id anonymous_id person_id reader_id session_user userid_hash visitor customer'),
  },
  query: {
    usual: words('query query_text search_term search_query search_text keyword keywords query_string'),
    possible: words('q term text query_id qid topic'),
  },
  surface: {
    usual: words('surface placement page_type surface_id channel feed_type widget'),
    possible: words('screen module source view campaign'),
  },
  score: {
    usual: words(
      'score serving_score model_score ranking_score rank_score final_score prediction pred predicted_score',
    ),
    possible: words('prob probability ctr_pred p_click pctr logit relevance_score value'),
  },
  propensity: {
    usual: words('propensity propensity_score pscore logging_probability logging_prob action_prob action_probability'),
    possible: words('prob probability pi_b p_log exploration_prob'),
  },
  loggingPolicy: {
    usual: words('logging_policy policy behavior_policy bucket'),
    possible: words('policy_id variant strategy'),
  },
  relevance: {
    usual: words('relevance rel grade rating judgment judgement relevance_label graded_relevance relevance_grade'),
    possible: words('label target gain y stars'),
  },
  click: {
    usual: words('click clicked is_click is_clicked clicks click_bool has_click click_flag click_label'),
    possible: words('tap tapped opened is_opened engaged reward label'),
  },
  conversion: {
    usual: words(
      'conversion converted order ordered purchase purchased is_order is_purchase is_conversion is_converted booking booking_bool booked bought',
    ),
    possible: words('orders purchases sale sold transaction install subscribed applied buy'),
  },
  revenue: {
    usual: words('revenue gmv price_paid order_value purchase_amount sales_amount gross_bookings_usd order_amount'),
    possible: words('sales amount turnover margin_paid income reward value_paid'),
  },
  list: {
    usual: words('list search_id session_search_id feed_id'),
    possible: words('parent_request_id root_request_id'),
  },
  page: { usual: words('page_no page_number page_num page_index'), possible: words('page') },
  container: { usual: words('container container_id carousel carousel_id shelf shelf_id row_id_shelf'), possible: [] },
  row: { usual: words('grid_row row_index shelf_index row_no'), possible: words('row') },
  column: { usual: words('grid_column column_index column_no grid_col'), possible: words('col column') },
  viewed: {
    usual: words('viewed in_viewport is_viewed viewable is_viewable seen was_seen examined in_view'),
    possible: words('visible is_visible impression is_impression'),
  },
  slot: {
    usual: words('slot_type slot_kind placement_kind result_type'),
    possible: words('slot is_sponsored is_ad sponsored'),
  },
  rule: { usual: words('rule rule_code rule_id boost_reason rerank_reason reason_code'), possible: words('reason') },
  weight: {
    usual: words('sample_weight weight inverse_sampling_rate sampling_weight'),
    possible: words('importance_weight'),
  },
  host: {
    usual: words('host shard hostname server shard_id host_name server_id'),
    possible: words('node instance pod cell'),
  },
};

/** Columns of `log.versions` by what people call them. */
export const versionNames: Readonly<Record<'model' | 'features' | 'index' | 'queryModel' | 'app', readonly string[]>> =
  {
    model: words('model_version model_id ranker_version model_name model'),
    features: words('feature_version features_version fs_version feature_store_version'),
    index: words('index_version index_id'),
    queryModel: words('query_model_version qt_version query_encoder_version encoder_version'),
    app: words('app_version client_version build_version release'),
  };

/** Names of logged feature columns that are never anything else. */
export const featurePrefix = /^(f|feat|feature|features|x)[_.:]/i;

/** A name without case and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function words(text: string): string[] {
  return text.split(' ').map(plainName);
}

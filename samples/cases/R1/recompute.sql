-- Features as of the time each row was served, from raw events.
WITH log AS (
  SELECT DISTINCT request_id, item_id, user_id, query, surface, CAST(served_at AS DATE) AS day, CAST(served_at AS TIMESTAMP) AS served_at
  FROM impressions
),
days AS (SELECT DISTINCT day FROM log),
counts AS (SELECT CAST(day AS DATE) AS day, item_id, CAST(views AS INTEGER) AS views, CAST(clicks AS INTEGER) AS clicks FROM item_daily),
day_rate AS (
  SELECT item_id, day + 1 AS day, round((clicks + 1) / (views + 20), 5) AS rate FROM counts
),
month_rate AS (
  SELECT c.item_id, d.day, round((sum(c.clicks) + 1) / (sum(c.views) + 20), 5) AS rate
  FROM days d JOIN counts c ON c.day BETWEEN d.day - 28 AND d.day - 1 GROUP BY ALL
),
category_clicks AS (
  SELECT d.day, u.user_id, u.category, sum(CAST(u.clicks AS INTEGER)) AS clicks
  FROM days d JOIN user_clicks u ON CAST(u.day AS DATE) < d.day GROUP BY ALL
),
all_clicks AS (SELECT day, user_id, sum(clicks) AS clicks FROM category_clicks GROUP BY ALL),
price AS (
  SELECT d.day, p.item_id, CAST(arg_max(p.price, p.valid_from) AS DOUBLE) AS price
  FROM days d JOIN prices p ON CAST(p.valid_from AS DATE) <= d.day GROUP BY ALL
)
SELECT l.request_id, l.item_id,
  coalesce(m.rate, 0) AS "i_ctr_28d",
  coalesce(r.rate, 0) AS "i_ctr_1d",
  p.price AS "i_price",
  CAST(i.rating AS DOUBLE) AS "i_rating",
  l.day - CAST(i.created_at AS DATE) AS "i_age_days",
  round((coalesce(c.clicks, 0) + 0.5) / (coalesce(a.clicks, 0) + 4), 3) AS "x_affinity",
  CASE WHEN l.surface <> 'search' THEN 0 WHEN i.noun = l.query THEN 1 WHEN i.category = q.category THEN 0.4 ELSE 0 END AS "x_text_match",
  round(abs(ln(p.price) - CAST(f.u_price_level AS DOUBLE)), 3) AS "x_price_gap"
FROM log l
JOIN items i USING (item_id)
JOIN request_features f USING (request_id)
JOIN price p USING (day, item_id)
LEFT JOIN day_rate r USING (day, item_id)
LEFT JOIN month_rate m USING (day, item_id)
LEFT JOIN category_clicks c ON c.day = l.day AND c.user_id = l.user_id AND c.category = i.category
LEFT JOIN all_clicks a ON a.day = l.day AND a.user_id = l.user_id
LEFT JOIN queries q ON q.query = l.query

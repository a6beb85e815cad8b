-- The questions that readers ask of plans, each answered from targets_wide alone.
-- Parts of a total (breakdown) are left out wherever values are set side by side, because the
-- total contains them; counts and amounts of different administrative levels do not compare.

-- Who promises the most, who the least, and how many promise it at all?
CREATE OR REPLACE VIEW shared_indicators AS
SELECT indicator_id, any_value(indicator_name) AS indicator_name, topic, mode, direction, unit,
       plan_year, region_level, count(DISTINCT document_id) AS documents,
       min(value) AS lowest, arg_min(place, value) AS lowest_place,
       max(value) AS highest, arg_max(place, value) AS highest_place
FROM targets_wide
WHERE indicator_id IS NOT NULL AND NOT breakdown
GROUP BY indicator_id, topic, mode, direction, unit, plan_year, region_level
ORDER BY documents DESC, indicator_id, mode, unit, plan_year, region_level;

-- Does a promise lie above the national aim and the national actual value?
CREATE OR REPLACE VIEW beside_the_nation AS
SELECT place, indicator_name, comparator, value, unit,
       national_aim, national_aim_year, round(value - national_aim, 6) AS above_aim,
       national_actual, national_actual_year, round(value - national_actual, 6) AS above_actual,
       good_direction, commitment, target_id, evidence
FROM targets_wide
WHERE (national_aim IS NOT NULL OR national_actual IS NOT NULL) AND NOT breakdown
ORDER BY indicator_name, value DESC, target_id;

-- Which indicators do plans state, and which places state none of them? (Silence is no zero.)
CREATE OR REPLACE VIEW coverage AS
SELECT indicator_id, any_value(indicator_name) AS indicator_name, topic,
       count(DISTINCT document_id) AS documents,
       string_agg(DISTINCT place, '、' ORDER BY place) AS places
FROM targets_wide
WHERE indicator_id IS NOT NULL
GROUP BY indicator_id, topic
ORDER BY documents DESC, indicator_id;

-- How are targets worded?
CREATE OR REPLACE VIEW wording AS
SELECT place, region_level, topic, coalesce(commitment, '') AS commitment, comparator,
       count(*) AS targets
FROM targets_wide
GROUP BY ALL
ORDER BY place, region_level, topic, commitment, comparator;

-- Does a lower level promise more than the one above it (层层加码)?
CREATE OR REPLACE VIEW beside_the_parent AS
SELECT child.place, child.parent_region, child.plan_year, child.indicator_name, child.unit,
       child.comparator, child.value, parent.comparator AS parent_comparator,
       parent.value AS parent_value, round(child.value - parent.value, 6) AS above_parent,
       child.sentence, parent.sentence AS parent_sentence
FROM targets_wide AS child
JOIN targets_wide AS parent
  ON parent.region_code = child.parent_code
 AND parent.indicator_id = child.indicator_id
 AND parent.unit = child.unit
 AND parent.mode = child.mode
 AND parent.direction IS NOT DISTINCT FROM child.direction
 AND parent.plan_year = child.plan_year
 AND parent.period_kind = child.period_kind
 AND year(parent.due) = year(child.due)
WHERE NOT child.breakdown AND NOT parent.breakdown AND child.dimension <> 'count'
ORDER BY child.indicator_name, above_parent DESC, child.target_id, parent.target_id;

-- What is due when? Targets without a stated deadline stand apart, in a row without a month.
CREATE OR REPLACE VIEW due_by_month AS
SELECT place, plan_year, date_trunc('month', deadline)::DATE AS month, count(*) AS targets,
       string_agg(indicator || ' ' || quote, '；' ORDER BY start) AS what
FROM targets_wide
GROUP BY place, plan_year, month
ORDER BY place, plan_year, month NULLS LAST;

-- What was raised, held or lowered from one year's plan to the next?
CREATE OR REPLACE VIEW year_over_year AS
SELECT now.place, now.indicator_name, now.unit, now.plan_year, before.value AS value_before,
       now.value, round(now.value - before.value, 6) AS difference,
       CASE WHEN now.value > before.value THEN 'raised'
            WHEN now.value < before.value THEN 'lowered' ELSE 'held' END AS verdict,
       before.sentence AS sentence_before, now.sentence
FROM targets_wide AS now
JOIN targets_wide AS before
  ON before.region_code = now.region_code
 AND before.indicator_id = now.indicator_id
 AND before.unit = now.unit
 AND before.mode = now.mode
 AND before.direction IS NOT DISTINCT FROM now.direction
 AND before.scope IS NOT DISTINCT FROM now.scope
 AND before.plan_year = now.plan_year - 1
 AND before.period_kind = now.period_kind
 AND before.goal_tier = now.goal_tier
 AND year(before.due) = year(now.due) - 1
WHERE NOT now.breakdown AND NOT before.breakdown
ORDER BY now.place, now.indicator_name, now.plan_year, now.target_id, before.target_id;

-- Do the named parts add up to their total?
CREATE OR REPLACE VIEW parts_and_totals AS
SELECT part_of, any_value(place) AS place, any_value(total_value) AS total_value,
       any_value(unit) AS unit, count(*) AS parts, sum(value) AS sum_of_parts,
       any_value(total_value) - sum(value) AS rest, any_value(sentence) AS sentence
FROM targets_wide
WHERE total_value IS NOT NULL
GROUP BY part_of
ORDER BY place, part_of;

-- Which promises hold for a part only, or for each of many?
CREATE OR REPLACE VIEW narrowed AS
SELECT place, indicator, scope, per, value, unit, quote, sentence, target_id
FROM targets_wide
WHERE scope IS NOT NULL OR per IS NOT NULL
ORDER BY place, start, target_id;

-- Where are the ceilings and the reductions?
CREATE OR REPLACE VIEW ceilings AS
SELECT place, indicator_name, comparator, value, unit, mode, direction, good_direction, sentence,
       target_id
FROM targets_wide
WHERE comparator IN ('<=', '<') OR direction = 'decrease' OR good_direction = 'down'
ORDER BY indicator_name, value, target_id;

-- Who is responsible?
CREATE OR REPLACE VIEW responsible AS
SELECT place, responsible, count(*) AS targets,
       string_agg(indicator || ' ' || quote, '；' ORDER BY start) AS what
FROM targets_wide
WHERE responsible IS NOT NULL
GROUP BY place, responsible
ORDER BY place, targets DESC, responsible;

-- How much is to be added per topic and unit (new flow only, never summed with levels)?
CREATE OR REPLACE VIEW outputs AS
SELECT place, region_level, topic, indicator_id, any_value(indicator_name) AS indicator_name, unit,
       count(*) AS targets, max(value) AS largest
FROM targets_wide
WHERE mode = 'output' AND indicator_id IS NOT NULL AND NOT breakdown
GROUP BY place, region_level, topic, indicator_id, unit
ORDER BY topic, indicator_id, unit, largest DESC, place;

-- Show me the sentence.
CREATE OR REPLACE VIEW sentences AS
SELECT place, indicator_name, quote, sentence, section, item_no, document_title, source, start,
       "end", evidence, rule_id, target_id
FROM targets_wide
ORDER BY source, start, target_id;

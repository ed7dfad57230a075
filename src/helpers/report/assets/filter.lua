--[[ What a report's Markdown means, for pandoc and for Quarto.

The first level-1 heading is the title; figures and tables are numbered, and references (@fig-x, @tbl-x) lead to them;
callouts, for Typst the functions of report.typ (exhibit, data-table, key-results, notice, aside), for Word captions
with Word's own numbers and the styles of render/word_styles.py.
Quarto runs this before its own filters (`at: pre-ast`), so that they find nothing of it left to do. ]]

local IN_QUARTO = quarto ~= nil
local TYPST = FORMAT:match("typst") ~= nil
local SLIDES = FORMAT:match("revealjs") ~= nil -- by Quarto only
local HTML = SLIDES or FORMAT:match("html") ~= nil
local WORD = FORMAT:match("docx") ~= nil
local language = "en"
local numbers = {} -- id of an exhibit -> its number among its kind
local places = {} -- what a link or reference leads to, as cells.lua notes it -> the cell that has it

local WORDS = {
  en = { fig = "Figure", tbl = "Table", note = "Note", tip = "Tip", warning = "Warning", important = "Important",
         caution = "Caution", more = "Scrolls sideways" },
  vi = { fig = "Hình", tbl = "Bảng", note = "Lưu ý", tip = "Gợi ý", warning = "Cảnh báo", important = "Quan trọng",
         caution = "Thận trọng", more = "Cuộn ngang để xem tiếp" },
}

local function word(key) return (WORDS[language] or WORDS.en)[key] end

local function raw(text) return pandoc.RawBlock("typst", text) end

---------------------------------------------------------------------------------------------- language and title

local function read_language(meta)
  if meta.lang then language = pandoc.utils.stringify(meta.lang):match("^%a+"):lower() end
  for target, place in pairs(meta["places-of-targets"] or {}) do places[target] = pandoc.utils.stringify(place) end
  meta["places-of-targets"] = nil
  return meta
end

-- For Quarto: what render/quarto_notebook.py says of the report, under the names that templates and writers know.
local function read_report(meta)
  for key, value in pairs(meta.report or {}) do meta[key] = pandoc.MetaString(pandoc.utils.stringify(value)) end
  meta.report = nil
  return meta
end

-- For Quarto: of an output that stands in each of its forms, the one for this format. Others take that of Word.
local function choose_form(div)
  local form = div.classes[1] and div.classes[1]:match("^for%-(%a+)$")
  if not form then return nil end
  return form == (HTML and "html" or TYPST and "typst" or "docx") and div.content or {}
end

-- For Quarto: style and links of the page stand in its frame; of the style, slides take the typeface alone.
local function lift_frame(doc)
  local lifted = {}
  doc.blocks = doc.blocks:walk({ RawBlock = function(block)
    if block.format == "typst" and not TYPST then return {} end
    local name, text = block.text:match("^<!%-%-report%-(%a+)%-%->(.*)$")
    if not name then return nil end
    lifted[name] = text
    return {}
  end })
  if lifted.style and SLIDES then
    local faces = {}
    for face in lifted.style:gmatch("@font%-face%s*%b{}") do faces[#faces + 1] = face end
    quarto.doc.include_text("in-header", "<style>\n" .. table.concat(faces, "\n") .. "\n</style>")
  elseif HTML then
    for name, text in pairs(lifted) do doc.meta["page-" .. name] = pandoc.MetaBlocks({ pandoc.RawBlock("html", text) }) end
  end
  return doc
end

-- For Quarto, whose reader leaves the name of a table in its caption: ': caption {#tbl-x}'.
local function name_table(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  local words = last and last.content
  local name = words and #words > 0 and words[#words].t == "Str" and words[#words].text:match("^{#(tbl%-[%w%-]+)}$")
  if not name or tbl.identifier ~= "" then return nil end
  words:remove()
  while #words > 0 and words[#words].t:match("Space") do words:remove() end
  last.content, tbl.identifier = words, name
  return tbl
end

local function lift_title(doc)
  local position, title
  for index, block in ipairs(doc.blocks) do
    if block.t == "Header" then
      if block.level == 1 then position, title = index, block.content end
      break
    end
  end
  if position then
    doc.blocks:remove(position)
    if not doc.meta.title then doc.meta.title = pandoc.MetaInlines(title) end
  end
  return doc
end

------------------------------------------------------------------------------------------------ Typst expressions

local function quoted(text) return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"' end

local function image_expression(figure)
  local found
  figure:walk({ Image = function(image) found = image end })
  if not found then return nil end
  local alt = found.attributes["fig-alt"] or found.attributes.alt or pandoc.utils.stringify(found.caption)
  local slot = found.src:match("^(svg%-%d+)$")
  if slot then
    return string.format('image(%s, format: "svg", width: 100%%, alt: %s)', slot, quoted(alt)), alt
  end
  local plain = pandoc.Image({}, found.src)
  plain.attributes.alt = alt
  return "[" .. pandoc.write(pandoc.Pandoc({ pandoc.Plain({ plain }) }), "typst"):gsub("%s+$", "") .. "]", alt
end

-- A picture in a line of text, or without a caption.
local function picture(image)
  if image.src:match("^svg%-%d+$") then
    return pandoc.RawInline("typst", "#box(" .. image_expression(pandoc.Plain({ image })) .. ")")
  end
end

-- A place in the text that is led to, and has no words of its own.
local function anchor(span)
  if span.identifier ~= "" and #span.content == 0 then
    return pandoc.RawInline("typst", "#metadata(none)#label(" .. quoted(span.identifier) .. ")")
  end
end

local function content(inlines)
  local plain = pandoc.Plain(inlines):walk({ Image = picture, Span = anchor })
  local text = pandoc.write(pandoc.Pandoc({ plain }), "typst"):gsub("%s+$", "")
  return "[" .. text .. "]"
end

-- Inlines as Typst code. Plain text becomes a string, in which no character has a meaning: faster, and safe.
local function expression(inlines)
  local terms, words = {}, {}
  local function end_words()
    if #words > 0 then
      terms[#terms + 1] = quoted(table.concat(words))
      words = {}
    end
  end
  for _, inline in ipairs(inlines) do
    local kind = inline.t
    if kind == "Str" then
      words[#words + 1] = inline.text
    elseif kind == "Space" or kind == "SoftBreak" then
      words[#words + 1] = " "
    elseif kind == "LineBreak" then
      end_words()
      terms[#terms + 1] = "linebreak()"
    elseif kind == "Strong" then
      end_words()
      terms[#terms + 1] = "strong(" .. expression(inline.content) .. ")"
    elseif kind == "Link" and inline.target:match("^#from%-") then
      end_words()
      terms[#terms + 1] = "link(label(" .. quoted(inline.target:sub(2)) .. "), " .. expression(inline.content) .. ")"
    else
      return content(inlines)
    end
  end
  end_words()
  return #terms > 0 and table.concat(terms, " + ") or '""'
end

local function inlines_of(blocks)
  return pandoc.utils.blocks_to_inlines(blocks, { pandoc.LineBreak() })
end

-- Headline and subtitle of a caption, as inlines; a caption without subtitle is all headline.
local function caption_parts(blocks)
  local title, subtitle = pandoc.Inlines({}), pandoc.Inlines({})
  for _, inline in ipairs(inlines_of(blocks)) do
    if inline.t == "Span" and inline.classes:includes("exhibit-subtitle") then
      subtitle = inline.content
    else
      title:insert(inline)
    end
  end
  while #title > 0 and title[#title].t == "Space" do title:remove(#title) end
  if #title == 1 and title[1].t == "Strong" then title = title[1].content end
  return title, subtitle
end

local function split_caption(blocks)
  local title, subtitle = caption_parts(blocks)
  return expression(title), expression(subtitle)
end

----------------------------------------------------------------------------------------------- tables and exhibits

local function cells_of(row)
  local cells = {}
  for _, cell in ipairs(row.cells) do
    if cell.row_span ~= 1 or cell.col_span ~= 1 then return nil end
    cells[#cells + 1] = expression(inlines_of(cell.contents))
  end
  -- A row that heads those below it: a strong first cell, the others empty.
  local rest = table.concat(cells, "", 2)
  if #cells > 1 and cells[1]:match("^strong%(") and rest == ('""'):rep(#cells - 1) then
    return string.format("(table.cell(colspan: %d, align: left, %s),)", #cells, cells[1])
  end
  return "(" .. table.concat(cells, ", ") .. ",)"
end

-- A table as the arguments of `data-table`, or nil where it is not a plain grid.
local function data_table(tbl)
  if #tbl.head.rows ~= 1 then return nil end
  local columns, aligns, rows = {}, {}, {}
  for _, spec in ipairs(tbl.colspecs) do
    aligns[#aligns + 1] = (spec[1] == "AlignRight" and "right") or (spec[1] == "AlignCenter" and "center") or "left"
    columns[#columns + 1] = spec[2] and spec[2] > 0 and string.format("%.4ffr", spec[2] * 10) or "auto"
  end
  local head = cells_of(tbl.head.rows[1])
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      local cells = cells_of(row)
      if not cells then return nil end
      rows[#rows + 1] = cells
    end
  end
  if not head then return nil end
  return string.format("(columns: (%s,), align: (%s,), head: %s, rows: (%s))",
    table.concat(columns, ", "), table.concat(aligns, ", "), head,
    table.concat(rows, ",\n") .. (#rows == 1 and "," or ""))
end

local function exhibit(kind, id, caption, body, legend)
  local title, subtitle = split_caption(caption)
  return raw(string.format("#exhibit(%s, %s, title: %s, subtitle: %s, legend: %s,\n%s)",
    quoted(kind), quoted(id), title, subtitle, legend or '""', body))
end

local function typst_exhibit(block, legend)
  if block.t == "Figure" then
    local image = image_expression(block)
    return image and exhibit("figure", block.identifier, block.caption.long, image, legend)
  end
  if block.t ~= "Table" then return nil end
  local grid = data_table(block)
  if not grid then return nil end
  if #block.caption.long == 0 and not legend then return raw("#data-table(.." .. grid .. ")") end
  return exhibit("table", block.identifier, block.caption.long, grid, legend)
end

local function exhibit_div(div)
  local legend
  for _, block in ipairs(div.content) do
    if block.t == "Div" and block.classes:includes("exhibit-source") then
      legend = expression(inlines_of(block.content))
    end
  end
  for _, block in ipairs(div.content) do
    local made = typst_exhibit(block, legend)
    if made then return made end
  end
end

------------------------------------------------------------------------------------------------------------- Word

local function styled(content, name)
  return pandoc.Div(content, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

-- Word's own numbering, so that figures and tables stay numbered when the text is edited.
local function word_caption(block)
  local id = block.identifier
  local kind = id:match("^%a+")
  local title, subtitle = caption_parts(block.caption.long)
  local line = pandoc.Inlines({})
  if numbers[id] then
    local field = string.format('<w:fldSimple w:instr=" SEQ %s \\* ARABIC "><w:r><w:t>%d</w:t></w:r></w:fldSimple>',
      kind == "fig" and "Figure" or "Table", numbers[id])
    line:extend({ pandoc.Str(word(kind) .. "\u{a0}"), pandoc.RawInline("openxml", field), pandoc.Str(".\u{a0}") })
  end
  line:extend(title)
  local caption = pandoc.Inlines({ id ~= "" and pandoc.Span(line, { id = id }) or pandoc.Span(line) })
  if #subtitle > 0 then
    caption:extend({ pandoc.LineBreak(), pandoc.Span(subtitle, { ["custom-style"] = "Exhibit Subtitle" }) })
  end
  return { long = { pandoc.Plain(caption) } }
end

local function word_exhibit(block)
  if #block.caption.long > 0 then block.caption = word_caption(block) end
  block.identifier = ""
  if IN_QUARTO and block.t == "Figure" then -- which cannot be told to have captions above pictures
    return { styled(block.caption.long, "Image Caption"), styled(block.content, "Captioned Figure") }
  end
  return block
end

local function word_image(image)
  local alt = image.attributes["fig-alt"] or image.attributes.alt
  if alt then image.caption = pandoc.Inlines({ pandoc.Str(alt) }) end
  image.attributes["fig-alt"], image.attributes.alt = nil, nil
  image.attributes.width = image.attributes.width or "100%"
  if image.src:match("^svg%-%d+$") then
    local is_photograph = pcall(pandoc.mediabag.fetch, image.src .. ".jpg")
    image.src = image.src .. (is_photograph and ".jpg" or ".png")
  end
  return image
end

------------------------------------------------------------------------------------------- tiles, notices, callouts

local function key_results(div)
  local tiles = {}
  div:walk({ BulletList = function(list)
    for _, item in ipairs(list.content) do
      local value, label, detail = {}, pandoc.Inlines({}), pandoc.Inlines({})
      local target = label
      for position, inline in ipairs(inlines_of(item)) do
        if position == 1 and inline.t == "Strong" then
          value = inline.content
        elseif inline.t == "LineBreak" then
          target = detail
        elseif not (#target == 0 and inline.t:match("Space")) then
          target:insert(inline)
        end
      end
      tiles[#tiles + 1] = string.format("(%s, %s, %s)", expression(value), expression(label), expression(detail))
    end
  end })
  if #tiles == 0 then return nil end
  return raw("#key-results((" .. table.concat(tiles, ", ") .. ",))")
end

local function callout(div, kind)
  local title = div.attributes.title
  local blocks = pandoc.Blocks(div.content)
  if not title and blocks[1] and blocks[1].t == "Header" then
    title = pandoc.utils.stringify(blocks[1])
    blocks:remove(1)
  end
  title = title or word(kind)
  if TYPST then
    blocks:insert(1, raw("#aside(" .. quoted(kind) .. ", " .. quoted(title) .. ")["))
    blocks:insert(raw(div.identifier ~= "" and "] #label(" .. quoted(div.identifier) .. ")" or "]"))
    return blocks
  end
  if WORD then
    blocks:insert(1, pandoc.Para({ pandoc.Strong({ pandoc.Str(title) }) }))
    return styled(blocks, "Callout")
  end
  blocks:insert(1, pandoc.Div(pandoc.Plain({ pandoc.Strong({ pandoc.Str(title) }) }), { class = "callout-title" }))
  if IN_QUARTO then -- which would take a div of this class for one of its own
    blocks:insert(1, pandoc.RawBlock("html", '<div class="callout callout-' .. kind .. '" role="note">'))
    blocks:insert(pandoc.RawBlock("html", "</div>"))
    return blocks
  end
  return pandoc.Div(blocks, { class = "callout callout-" .. kind, role = "note" })
end

-- An entry of the annex.
local function origin(div)
  local blocks = pandoc.Blocks(div.content)
  local name = blocks[1] and blocks[1].content and blocks[1].content[1]
  if not name or not name.content then return nil end
  blocks:remove(1)
  blocks:insert(1, raw("#origin-entry(" .. expression(name.content) .. ")["))
  blocks:insert(raw("] #label(" .. quoted(div.identifier) .. ")"))
  return blocks
end

local function dress_div(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind and WORDS.en[kind] then return callout(div, kind) end
  end
  if WORD and div.classes:includes("exhibit-source") then return styled(div.content, "Source") end
  if WORD and div.classes:includes("origin") then
    div.content[1] = styled({ div.content[1] }, "Lead In") -- its name stays with the entry
    return div
  end
  if not TYPST then return nil end
  if div.classes:includes("exhibit") then return exhibit_div(div) end
  if div.classes:includes("key-results") then return key_results(div) end
  if div.classes:includes("origin") then return origin(div) end
  if div.classes:includes("notice") then return raw("#notice(" .. expression(inlines_of(div.content)) .. ")") end
end

-------------------------------------------------------------------------------------------------- cross-references

-- Exhibits are numbered in their order: as Markdown, and as the comment that stands for, or before, a finished piece.
local function number_exhibits(doc)
  local counts = { fig = 0, tbl = 0 }
  local function count(id)
    local kind = id and id:match("^(%a+)%-")
    if kind and counts[kind] then
      counts[kind] = counts[kind] + 1
      numbers[id] = counts[kind]
    end
  end
  doc:walk({
    traverse = "topdown",
    Figure = function(figure) count(figure.identifier) end,
    Table = function(tbl) count(tbl.identifier) end,
    RawBlock = function(block)
      count(block.text:match("^<!%-%-slot%-%d+ ([%w%-]+)%-%->") or block.text:match("^//slot%-%d+ ([%w%-]+)"))
    end,
  })
end

-- On slides, of which the distant ones are hidden and not counted, an exhibit carries its number.
local function carry_number(block)
  if block.format ~= "html" then return nil end
  block.text = block.text:gsub('(<figure class="exhibit exhibit%-(%a+)[^"]*") id="([%w%-]+)"', function(start, kind, id)
    if numbers[id] then return ('%s style="counter-set: %s %d" id="%s"'):format(start, kind, numbers[id], id) end
  end)
  return block
end

-- A mistake of whoever wrote the notebook; the last line of what pandoc says is shown to them.
local function refuse(place, text)
  io.stderr:write((place and place ~= "" and place .. ": " or "") .. text .. "\n")
  os.exit(70)
end

local function refuse_reference(id)
  local there = {}
  for known in pairs(numbers) do if known:sub(1, 4) == id:sub(1, 4) then there[#there + 1] = "@" .. known end end
  table.sort(there)
  refuse(places["@" .. id], "@" .. id .. ": the report has no such figure or table; it has "
    .. (#there > 0 and table.concat(there, ", ") or "none"))
end

-- Links inside of the report lead to a heading, div, span, figure or table; others would break the PDF.
local function check_links(doc)
  local found
  for target in pairs(places) do found = found or target:match("^#") and not target:match("^#from%-") end
  if not found then return nil end
  local there = {}
  local function note(element) there[element.identifier] = true end
  doc:walk({
    Header = note, Div = note, Span = note, Figure = note, Table = note,
    RawBlock = function(block)
      for id in (block.text:match("^<!%-%-slot%-%d+(.*)%-%->") or block.text:match("^//slot%-%d+(.*)") or ""):gmatch("[%w-]+") do
        there[id] = true
      end
    end,
  })
  return doc:walk({ Link = function(link)
    local id = link.target:match("^#(.*)$")
    if not id or id:match("^from%-") then return nil end
    id = id:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end)
    if id == "" or not there[id] then
      refuse(places[link.target], "the link to '" .. link.target .. "' leads to nothing in the report; name the place "
        .. "with {#" .. (id ~= "" and id or "name") .. "} behind its heading, or take the link out")
    end
    link.target = "#" .. id
    return link
  end })
end

local function resolve(cite)
  local links = pandoc.Inlines({})
  for position, citation in ipairs(cite.citations) do
    local id = citation.id
    if not numbers[id] then
      if id:match("^fig%-") or id:match("^tbl%-") then refuse_reference(id) end
      if IN_QUARTO then return nil end -- one of Quarto's own kinds, such as @sec-x
      return cite.content -- a name with @ before it, and there are no sources to cite
    end
    if position > 1 then links:extend({ pandoc.Str(","), pandoc.Space() }) end
    if TYPST then
      links:insert(pandoc.RawInline("typst", "#ref(label(" .. quoted(id) .. "))"))
    else
      local text = word(id:match("^%a+")) .. "\u{a0}" .. numbers[id]
      links:insert(pandoc.Link({ pandoc.Str(text) }, "#" .. id))
    end
  end
  return links
end

-- What leads to an entry of the annex that the report does not have stays as text.
local function only_origins_there(doc)
  local there = {}
  doc:walk({
    Div = function(div) there[div.identifier] = true end,
    RawBlock = function(block)
      for id in (block.text:match("^//slot%-%d+(.*)") or ""):gmatch("from%-[%w%-]+") do there[id] = true end
    end,
  })
  return doc:walk({ Link = function(link)
    local id = link.target:match("^#(from%-.*)$")
    if id and not there[id] then return link.content end
  end })
end

-- A table with a caption looks as an exhibit on pages, too.
local function page_exhibit(tbl)
  if #tbl.caption.long == 0 then return nil end
  local caption = inlines_of(tbl.caption.long)
  local label, id = pandoc.utils.stringify(caption), tbl.identifier
  tbl.caption, tbl.identifier = { long = {} }, ""
  local title = pandoc.Plain({ pandoc.RawInline("html", '<figcaption><strong class="exhibit-title">'), table.unpack(caption) })
  title.content:insert(pandoc.RawInline("html", "</strong></figcaption>"))
  local function attribute(name, text)
    if text == "" then return "" end
    return (' %s="%s"'):format(name, text:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"))
  end
  return {
    pandoc.RawBlock("html", '<figure class="exhibit exhibit-table"' .. attribute("id", id) .. ">"), title,
    pandoc.RawBlock("html", '<div class="table-frame" role="group" tabindex="0"' .. attribute("aria-label", label) .. ">"),
    tbl, pandoc.RawBlock("html", "</div></figure>"),
  }
end

local function lower_heading(header)
  header.level = math.max(1, header.level - 1)
  return header
end

-- In Word, a section's opening words stay on the page of the exhibit that they lead to.
local function keep_with_next(doc)
  local kept -- the paragraph that was kept last; one between it and a heading is kept too
  for index = #doc.blocks - 1, 1, -1 do
    local block, following = doc.blocks[index], doc.blocks[index + 1]
    local leads = following.t == "Div" and following.classes:includes("exhibit")
      or following.t == "RawBlock" and (following.text:match("^//slot%-%d+ fig%-") or following.text:match("^//slot%-%d+ tbl%-"))
    local opens = kept == index + 1 and index > 1 and doc.blocks[index - 1].t == "Header"
    if block.t == "Para" and (leads or opens) then
      kept = index
      doc.blocks[index] = styled({ block }, "Lead In")
    end
  end
  return doc
end

-- On paper the key results, and what else stands in their section, have a page of their own.
local function front_page(doc)
  local has_tiles = false
  for index, block in ipairs(doc.blocks) do
    if block.t == "RawBlock" and block.text:match("^//slot%-%d+ key%-results") then has_tiles = true end
    if has_tiles and block.t == "Header" and block.level == 2 then
      doc.blocks:insert(index, raw("#pagebreak()"))
      return doc
    end
  end
end

local every = { { Meta = read_language }, { Pandoc = lift_title } }
table.insert(every, { Pandoc = number_exhibits })
table.insert(every, { Pandoc = check_links })
if not HTML then table.insert(every, { Pandoc = only_origins_there }) end
table.insert(every, { Cite = resolve, Header = (TYPST or WORD) and lower_heading or nil })
if TYPST then table.insert(every, 3, { Pandoc = front_page }) end
if WORD then table.insert(every, { Pandoc = keep_with_next }) end
table.insert(every, { traverse = "topdown", Div = function(div)
  local made = dress_div(div)
  if made and made.t == "RawBlock" then return made, false end
  return made
end })
if TYPST then
  local function bare(block) return typst_exhibit(block, nil) end
  table.insert(every, { Figure = bare, Table = bare })
  table.insert(every, { Image = picture, Span = anchor })
end
if HTML then table.insert(every, { Table = page_exhibit }) end
if SLIDES then table.insert(every, { RawBlock = carry_number }) end
if WORD then table.insert(every, { Figure = word_exhibit, Table = word_exhibit, Image = word_image }) end
if IN_QUARTO then
  table.insert(every, 1, { Meta = read_report })
  table.insert(every, 2, { Div = choose_form })
  table.insert(every, 3, { Pandoc = lift_frame, Table = name_table })
end
return every

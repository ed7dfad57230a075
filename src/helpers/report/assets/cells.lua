--[[ Reads a report's Markdown cell by cell, so that none reaches into another: footnotes, definitions of links, example
lists, fences and divs end with their cell, and `---` is a rule or a heading, never the edge of a YAML block.

The text is what render/compose.py makes: before each part stand U+001E, the cell's name, U+001F, and the class of the
div around it or nothing (`as-written`: HTML stays as it is, to be looked at by render/markdown_allowed.py), on one line; a text that begins otherwise is one part. Used by pandoc's command (`--from=cells.lua`) and by pandoc.lua. ]]

-- What is not read, and the sign without which it could not stand in a text: naming it takes pandoc as long as a cell.
local NOT_READ = { { "-tex_math_dollars", "%$" }, { "-raw_tex", "\\%a" }, { "-implicit_header_references", "%[" },
                   { "-yaml_metadata_block", "%-%-%-" }, { "-pandoc_title_block", "^%s*%%" } }

local function format_for(text)
  local format = "markdown"
  for _, each in ipairs(NOT_READ) do if text:find(each[2]) then format = format .. each[1] end end
  return format
end

local VOID, ENDS_BY_ITSELF = {}, {}
for name in ("area base br col embed hr img input link meta source track wbr"):gmatch("%a+") do VOID[name] = true end
for name in ("dd dt li option p tbody td tfoot th thead tr"):gmatch("%a+") do ENDS_BY_ITSELF[name] = true end

-- A mistake of whoever wrote the cell; the last line of what pandoc says is shown to them.
local function refuse(place, text)
  io.stderr:write(place .. ": " .. text .. "\n")
  os.exit(70)
end

-- HTML that a cell leaves open would take in what follows the cell, too.
local function check_html(blocks, place)
  local pieces = {}
  local function note(element)
    if element.format == "html" then pieces[#pieces + 1] = element.text end
  end
  blocks:walk({ traverse = "topdown", RawBlock = note, RawInline = note })
  if #pieces == 0 then return end
  local text = table.concat(pieces):gsub("<!%-%-.-%-%->", "")
  if text:find("<!--", 1, true) then refuse(place, "an HTML comment is not closed; end it with --> in the same cell") end
  local open = {}
  local function close_up_to(name)
    while ENDS_BY_ITSELF[open[#open]] and open[#open] ~= name do open[#open] = nil end
  end
  for slash, name, rest in text:gmatch("<(/?)(%a[%w%-]*)([^>]*)>") do
    name = name:lower()
    if slash == "/" then
      close_up_to(name)
      if open[#open] ~= name then
        refuse(place, "</" .. name .. "> closes nothing that the cell has opened; take it out, or open it in the same cell")
      end
      open[#open] = nil
    elseif not VOID[name] and not rest:match("/$") then
      open[#open + 1] = name
    end
  end
  close_up_to()
  if #open > 0 then refuse(place, "<" .. open[#open] .. "> is not closed; close it in the same cell") end
end

-- HTML as pandoc's own elements, which page, paper and Word show alike. What none of them stands for is refused, but for
-- elements whose words alone are shown on paper. An output of pandas brings a style sheet, which no report takes.
local BY_THEIR_WORDS = {}
for name in ("aside cite details p summary wbr"):gmatch("%a+") do BY_THEIR_WORDS[name] = true end

local function is_html(element) return (element.t == "RawBlock" or element.t == "RawInline") and element.format == "html" end

local function native(blocks, place, is_output)
  local kept = {}
  local function check(raw)
    if not is_html(raw) then return nil end
    local name = raw.text:match("^</?(%a[%w%-]*)")
    if not name or is_output and name == "style" then return {} end -- a comment, a declaration
    if not BY_THEIR_WORDS[name] then
      refuse(place, "<" .. name .. "> cannot be shown in every format of the report; write it in Markdown, or take it out")
    end
  end
  local function refuse_math()
    refuse(place, "<math> cannot be shown in every format of the report; write it in words")
  end
  local function check_attribute(key)
    if not is_output and (key == "style" or key:match("^on")) then
      refuse(place, "HTML has the attribute " .. key .. ", which not every format of the report shows; take it out")
    end
  end
  local function check_attributes(element)
    for key in pairs(element.attributes) do check_attribute(key) end
  end
  local function put_back(element) return kept[tonumber(element.attributes.kept)] end
  -- What is no HTML stands aside while pandoc reads the HTML round it.
  local function read(elements)
    local pieces, run = {}, nil
    local function aside(content, tag)
      kept[#kept + 1] = content
      pieces[#pieces + 1] = ('<%s data-kept="%d"></%s>'):format(tag, #kept, tag)
    end
    for _, each in ipairs(elements) do
      if is_html(each) then
        for name, rest in each.text:gmatch("<(%a%w*)([^>]*)>") do
          local aligns = name:match("^t") or name:match("^col") -- what is said of cells and columns is read
          for key in (aligns and "" or rest):gmatch("[%s\"'](%a+)%s*=") do check_attribute(key:lower()) end
        end
        pieces[#pieces + 1], run = each.text, nil
      elseif each.t == "Plain" then
        aside(each.content, "span")
      elseif pandoc.utils.type(each) == "Block" then
        aside(pandoc.Blocks({ each }), "div")
      elseif run then
        run:insert(each)
      else
        run = pandoc.Inlines({ each })
        aside(run, "span")
      end
    end
    local made = pandoc.read(table.concat(pieces), "html+raw_html-auto_identifiers").blocks
    made = made:walk({ RawBlock = check, RawInline = check, Math = refuse_math })
    return made:walk({ Span = put_back, Div = put_back })
  end
  local function inlines(list) if list:find_if(is_html) then return pandoc.utils.blocks_to_inlines(read(list)) end end
  local function of_blocks(list) if list:find_if(is_html) then return read(list) end end
  local made, checked = blocks:walk({ Inlines = inlines, Blocks = of_blocks }), {}
  for _, kind in ipairs({ "Div", "Span", "Link", "Image", "Header", "Code", "CodeBlock", "Table" }) do
    checked[kind] = check_attributes
  end
  made:walk(checked)
  return made
end

-- Ids that stand before get a number, as pandoc gives headings of one document; the cell's own links lead to its first.
local function with_own_ids(blocks, taken)
  local own, renamed, seen = {}, {}, { traverse = "topdown" }
  local function id_of(element)
    local id = element.identifier
    if not id or id == "" then return nil end
    local free, number = id, 0
    while taken[free] do
      number = number + 1
      free = id .. "-" .. number
    end
    taken[free] = true
    if not own[id] then
      own[id] = free
      if free ~= id then renamed["#" .. id] = "#" .. free end
    end
    if free == id then return nil end
    element.identifier = free
    return element
  end
  for _, kind in ipairs({ "Header", "Div", "CodeBlock", "Figure", "Table", "Span", "Code", "Image", "Link" }) do seen[kind] = id_of end
  blocks = blocks:walk(seen)
  if next(renamed) then
    blocks = blocks:walk({ Link = function(link)
      if not renamed[link.target] then return nil end
      link.target = renamed[link.target]
      return link
    end })
  end
  return blocks
end

-- A picture from elsewhere would be lost with the file that it stands in, and paper could not show it at all.
local function check_pictures(blocks, place)
  blocks:walk({ Figure = function(figure)
    local found
    figure:walk({ Image = function() found = true end })
    if not found then refuse(place, "<figure> holds no picture; write its words in Markdown") end
  end, Image = function(image)
    local kind = image.src:match("^data:image/([%w+]+);base64,")
    if not (image.src:match("^svg%-%d+$") or kind == "svg+xml" or kind == "png" or kind == "jpeg") then
      refuse(place, "the picture '" .. image.src:sub(1, 60) .. "' is not in the notebook's own text; show it from a cell of code, as SVG, PNG or JPEG")
    end
    local alt = image.attributes["fig-alt"] or image.attributes.alt or pandoc.utils.stringify(image.caption)
    if not alt:match("%S") then
      refuse(place, "a picture without a text for those who cannot see it; write what it shows: ![text](...)")
    end
  end })
end

-- Readers that use assistive technology follow headings by their levels; `level` is that of the last one before.
local function check_headings(blocks, place, level)
  return blocks:walk({
    traverse = "topdown",
    Div = function(div)
      if tostring(div.classes[1]):match("^callout%-") then return div, false end -- it makes a heading its title
    end,
    Header = function(header)
      if not pandoc.utils.stringify(header):match("%S") then
        refuse(place, "a heading has no words; write them, or take out its #")
      end
      local own = math.max(2, header.level)
      if own > level + 1 then
        refuse(place, "a heading is more than one level below the one before it; write it with fewer #")
      end
      level = own
      header.classes = header.classes:filter(function(class) return class ~= "unlisted" and class ~= "unnumbered" end)
      return header
    end,
  }), level
end

-- Pandoc drops the cells of a pipe table's row that its header has no column for.
local function check_pipe_tables(text, place)
  local wanted, fence -- bars of the line below the header; the code block that is open
  for line in (text .. "\n"):gmatch("(.-)\r?\n") do
    local mark = line:match("^ ? ? ?(```+)") or line:match("^ ? ? ?(~~~+)")
    local row = not mark and not fence and not line:match("^    ") and line:find("|", 1, true)
      and line:gsub("^%s*|", "") -- bars at the ends may be absent
    if mark and not fence then fence = mark elseif mark and mark:sub(1, #fence) == fence then fence = nil end
    if row then
      local _, bars = row:gsub("\\.", ""):gsub("(`+).-%1", ""):gsub("[|%s]+$", ""):gsub("|", "")
      if not wanted and row:match("^[%s|:+-]+$") and row:find("-", 1, true) then
        wanted = bars
      elseif wanted and bars > wanted then
        refuse(place, "a row of a table has more cells than its header; give each a heading, or write \\| for a bar")
      end
    else
      wanted = nil
    end
  end
end

-- Lists, quotations, divs and emphasis that stand in each other deeper than Typst can lay out.
local MOST_DEEP = 12

local function depth_of(given)
  local kind, deepest = pandoc.utils.type(given), 0
  if kind == "Block" or kind == "Inline" then
    local inner = given.t == "Table" and pandoc.utils.to_simple_table(given).rows or given.content
    return 1 + (inner and depth_of(inner) or 0)
  end
  if type(given) ~= "table" and kind ~= "Blocks" and kind ~= "Inlines" and kind ~= "List" then return 0 end
  for _, each in ipairs(given) do deepest = math.max(deepest, depth_of(each)) end
  return deepest
end

local function check_depth(blocks, text, place)
  local _, signs = text:gsub("[>%-*+_:<%[~^]", "")
  local _, numbers = text:gsub("[%w@#][.)]", "")
  if signs + numbers > MOST_DEEP and depth_of(blocks) > MOST_DEEP + 2 then
    refuse(place, "lists, quotations or emphasis stand in each other more than " .. MOST_DEEP .. " deep; write them less deep")
  end
end

-- What is written for one format is not in the others.
local function check_raw(blocks, place)
  local function check(raw)
    if raw.format == "typst" or raw.format == "openxml" then
      refuse(place, "what is written as {=" .. raw.format .. "} stands in one format of the report only; write it as Markdown")
    end
  end
  local function check_attributes(element)
    for key in pairs(element.attributes) do
      if key:match("^typst:") then refuse(place, "the attribute " .. key .. " is for one format of the report only; take it out") end
    end
  end
  blocks:walk({ RawBlock = check, RawInline = check, Div = check_attributes, Span = check_attributes, Table = check_attributes })
end

-- Which cell leads to what, for the filter, which sees one document: '#heading' and '@fig-x'.
local function note_targets(blocks, place, targets)
  local function note(target) targets[target] = targets[target] or place end
  blocks:walk({
    Link = function(link)
      if link.target == "" then refuse(place, "a link leads to no address; write one, or take the link out") end
      if link.target:match("^#") then note(link.target) end
    end,
    Cite = function(cite) for _, each in ipairs(cite.citations) do note("@" .. each.id) end end,
  })
end

function Reader(input, options)
  local blocks, taken, targets = pandoc.Blocks({}), {}, {}
  local level = 1 -- of the title
  local framed, frame_of -- a div that is open, and the cell and class that it is of
  local whole = tostring(input)
  if whole:sub(1, 1) ~= "\x1e" then whole = "\x1e\x1f\n" .. whole end
  for exhibit in whole:gmatch("\n[</!-]+slot%-%d+ ([ft][ib][gl]%-[%w%-]*%w)") do taken[exhibit] = true end
  for place, class, text in whole:gmatch("\x1e([^\x1f\n]*)\x1f([^\n]*)\n([^\x1e]*)") do
    local own = pandoc.read(text, format_for(text), options).blocks
    if not text:match("^```{=%a+}\n[</!-]+slot%-%d") then -- what compose.py has set aside
      if text:find("<", 1, true) then
        local is_output = text:match("^``````{=html}\n") ~= nil
        if not is_output then check_html(own, place) end
        if class ~= "as-written" then own = native(own, place, is_output) end
      end
      check_depth(own, text, place)
      if text:find("|", 1, true) and text:find("-", 1, true) then check_pipe_tables(text, place) end
      if text:find("{=", 1, true) or class ~= "as-written" and text:find("typst:", 1, true) then check_raw(own, place) end
      if text:find("![", 1, true) or text:find("<img", 1, true) or text:find("<figure", 1, true) then check_pictures(own, place) end
      if class ~= "as-written" and text:find("[#<=-]") then own, level = check_headings(own, place, level) end
      if text:find("[#<=]") or text:find("---", 1, true) then own = with_own_ids(own, taken) end
      if text:find("[@#]") or text:find("](", 1, true) or text:find("href", 1, true) then note_targets(own, place, targets) end
    end
    local frame = class ~= "" and class ~= "as-written" and place .. class or nil
    if frame and frame == frame_of then
      framed.content:extend(own)
    else
      if framed then blocks:insert(framed) end
      framed = frame and pandoc.Div(own, { class = class }) or nil
      if not frame then blocks:extend(own) end
    end
    frame_of = frame
  end
  if framed then blocks:insert(framed) end
  return pandoc.Pandoc(blocks, { ["places-of-targets"] = targets })
end

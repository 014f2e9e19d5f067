using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// A date that people know by heart, in three boxes. Bound to a <see cref="DateOnly"/> by <see cref="DatePartsBinder"/>.
/// </summary>
[HtmlTargetElement("nhs-date-input")]
public sealed class DateInput : GroupControl
{
    private static readonly string[] Kinds = ["day", "month", "year"];

    private readonly HashSet<string> wrongParts = [];

    public string? NamePrefix { get; set; }

    public string? DayValue { get; set; }

    public string? MonthValue { get; set; }

    public string? YearValue { get; set; }

    public bool ShowDay { get; set; } = true;

    public bool ShowMonth { get; set; } = true;

    public bool ShowYear { get; set; } = true;

    private protected override string? FieldsetRole => "group";

    private protected override string ErrorTarget => $"{FieldId}-{Kinds.FirstOrDefault(wrongParts.Contains) ?? "day"}";

    internal override bool Accepts(NhsComponent part) => base.Accepts(part) || part is DateInputItem;

    internal string NameOf(string part) => For is not null
        ? $"{Name}.{char.ToUpperInvariant(part[0])}{part[1..]}"
        : NamePrefix is null ? part : $"{NamePrefix}[{part}]";

    internal string? ValueOf(string kind) => kind switch
    {
        "day" => DayValue,
        "month" => MonthValue,
        "year" => YearValue,
        _ => null,
    };

    private protected override void BindValue(ModelStateEntry? entry, object? model)
    {
        var state = ViewContext!.ViewData.ModelState;
        var date = model as DateOnly?;
        DayValue ??= Typed(state[Name + ".Day"], date?.Day);
        MonthValue ??= Typed(state[Name + ".Month"], date?.Month);
        YearValue ??= Typed(state[Name + ".Year"], date?.Year.ToString("0000", CultureInfo.InvariantCulture));
        foreach (var kind in Kinds)
        {
            if (state[NameOf(kind)] is { Errors.Count: > 0 } wrong)
            {
                wrongParts.Add(kind);
                ErrorMessage ??= wrong.Errors[0].ErrorMessage;
            }

            FieldTargets.Of(ViewContext.HttpContext).Add(NameOf(kind), $"{FieldId}-{kind}");
        }
    }

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var describedBy = Describe(body, FieldId, FieldsetPart?.DescribedBy);
        var items = Items();
        var anyWrong = items.Any(i => i.IsWrong || wrongParts.Contains(i.PartName));
        var boxes = new Element("div").Class("nhsuk-date-input", Classes).With("id", Id).With(Attributes)
            .Add(InGroup("nhs-before-inputs"));
        foreach (var item in items)
        {
            boxes.Add(item.RenderIn(this, item.IsWrong || wrongParts.Contains(item.PartName) || (item.Error is not false && IsWrong && !anyWrong)));
        }

        body.AppendHtml(boxes.Add(InGroup("nhs-after-inputs")));
        HasError |= anyWrong;
        return InFieldset(body, describedBy);
    }

    private List<DateInputItem> Items()
    {
        var given = Parts<DateInputItem>();
        var listed = given.Where(i => i.Kind is null).ToList();
        return listed.Count > 0
            ? listed
            : [.. Kinds.Where(Shown).Select(k => given.LastOrDefault(i => i.Kind == k) ?? new DateInputItem { Kind = k })];
    }

    private bool Shown(string kind) => kind switch
    {
        "day" => ShowDay,
        "month" => ShowMonth,
        _ => ShowYear,
    };
}

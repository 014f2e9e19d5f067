using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Nhs;

/// <summary>What radios and checkboxes share.</summary>
public abstract class Choices : GroupControl
{
    public string? IdPrefix { get; set; }

    public bool Small { get; set; }

    public bool Inline { get; set; }

    /// <summary>Choices made in code, after those written in the page.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    internal abstract string Block { get; }

    internal abstract string InputType { get; }

    internal string Prefix => IdPrefix ?? Name ?? string.Empty;

    internal abstract bool IsChosen(string? value);

    internal override bool Accepts(NhsComponent part) => base.Accepts(part) || part is ChoiceItem;

    private protected override string ErrorTarget => Prefix;

    private protected override void BindId(string id) => IdPrefix ??= id;

    /// <summary>Checkboxes without a fieldset are each described by hint and error; radios are not.</summary>
    private protected virtual string? ItemDescription(string? describedBy) => null;

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var outer = FieldsetPart?.DescribedBy ?? DescribedBy;
        var describedBy = Describe(body, Prefix, outer);
        var list = new Element("div")
            .Class(Block, Css.Modifier(Classes, Small, Block + "--small"), Css.Modifier(Classes, Inline, Block + "--inline"), Classes)
            .With("id", Id).With("data-module", Block).With(Attributes)
            .Add(InGroup("nhs-before-inputs"));
        var index = 0;
        foreach (var item in Parts<ChoiceItem>().Concat((Items ?? []).Select(From)))
        {
            list.Add(item.RenderIn(this, ++index, ItemDescription(describedBy)));
        }

        body.AppendHtml(list.Add(InGroup("nhs-after-inputs")));
        return InFieldset(body, describedBy);
    }

    private static ChoiceItem From(SelectListItem item) => new()
    {
        Text = item.Text,
        Value = item.Value,
        Checked = item.Selected ? true : null,
        Disabled = item.Disabled ? true : null,
    };
}

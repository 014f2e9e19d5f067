using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>One radio or checkbox, or a divider between them; what is revealed with it stands in <c>nhs-conditional</c>.</summary>
[HtmlTargetElement("nhs-radios-item")]
[HtmlTargetElement("nhs-checkboxes-item")]
public sealed class ChoiceItem : NhsComponent
{
    public string? Value { get; set; }

    public string? Name { get; set; }

    public string? Hint { get; set; }

    public string? Divider { get; set; }

    public bool? Checked { get; set; }

    public bool? Disabled { get; set; }

    /// <summary>exclusive ("None of these") or inclusive ("All of these").</summary>
    public string? Behaviour { get; set; }

    public string? BehaviourGroup { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Hint or Nhs.Label or Part { Element: "nhs-conditional" };

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal IHtmlContent RenderIn(Choices group, int index, string? describedBy)
    {
        var block = group.Block;
        var onlyScripted = Behaviour == "inclusive" ? "nhsuk-u-frontend-not-supported-hidden" : null;
        if (Divider is not null)
        {
            return new Element("div").Class(block + "__divider", onlyScripted).Add(Divider);
        }

        var id = Id ?? group.Prefix + (index > 1 ? "-" + index : string.Empty);
        var conditional = Part("nhs-conditional")?.Content;
        var isChecked = Checked ?? group.IsChosen(Value);
        var hint = Part<Hint>() ?? (string.IsNullOrEmpty(Hint) ? null : new Hint { Text = Hint });
        hint?.Id ??= id + "-item-hint";
        hint?.Classes = Css.Join(block + "__hint", hint.Classes);
        var described = Css.Join(describedBy, hint?.Id);
        var label = Part<Label>() ?? new Label { Text = Text, Html = Html };
        label.LabelFor = id;
        label.Classes = Css.Join(block + "__label", label.Classes);

        var item = new Element("div").Class(block + "__item", onlyScripted)
            .Add(new Element("input").Class(block + "__input", Classes)
                .With("id", id).With("name", Name ?? group.Name ?? string.Empty).With("type", group.InputType).With("value", Value ?? string.Empty)
                .With("checked", isChecked).With("disabled", Disabled ?? group.Disabled)
                .With("data-behaviour", Behaviour).With("data-behaviour-group", BehaviourGroup)
                .With("data-aria-controls", conditional is null ? null : "conditional-" + id)
                .With("aria-describedby", described.Length == 0 ? null : described).With(Attributes))
            .Add(label.Render()).Add(hint?.Render());
        return conditional is null ? item : new HtmlContentBuilder().AppendHtml(item).AppendHtml(
            new Element("div").Class(block + "__conditional", isChecked ? null : block + "__conditional--hidden")
                .With("id", "conditional-" + id).Add(conditional));
    }
}

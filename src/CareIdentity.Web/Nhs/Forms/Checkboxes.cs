using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Any number out of a list; bound to a collection, or to one yes-or-no with a single item of value <c>true</c>.</summary>
[HtmlTargetElement("nhs-checkboxes")]
public sealed class Checkboxes : Choices
{
    public IEnumerable<string>? Values { get; set; }

    internal override string Block => "nhsuk-checkboxes";

    internal override string InputType => "checkbox";

    internal override bool IsChosen(string? value) => value is not null && Values?.Contains(value) == true;

    private protected override string? ItemDescription(string? describedBy) => HasFieldset ? null : describedBy;

    private protected override void BindValue(ModelStateEntry? entry, object? model) => Values ??= (entry?.RawValue, model) switch
    {
        (string one, _) => [one],
        (string[] many, _) => many,
        (_, null) => [],
        (_, bool flag) => flag ? ["true"] : [],
        (_, string one) => [one],
        (_, IEnumerable many) => [.. many.Cast<object?>().Select(o => Convert.ToString(o, CultureInfo.InvariantCulture) ?? string.Empty)],
        (_, var one) => [Convert.ToString(one, CultureInfo.InvariantCulture) ?? string.Empty],
    };
}

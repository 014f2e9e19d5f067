using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-radios")]
public sealed class Radios : Choices
{
    public string? Value { get; set; }

    internal override string Block => "nhsuk-radios";

    internal override string InputType => "radio";

    internal override bool IsChosen(string? value) => !string.IsNullOrEmpty(Value) && value == Value;

    // A boolean of the model says True; a page writes true.
    private protected override void BindValue(ModelStateEntry? entry, object? model) =>
        Value ??= entry?.AttemptedValue is null && model is bool flag ? (flag ? "true" : "false") : Typed(entry, model);
}

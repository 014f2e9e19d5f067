using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// What every form control shares: name, label or legend, hint, and the error message beside the field.
/// <c>for="Property"</c> takes name, id, value and error from the page's model.
/// </summary>
public abstract class FormControl : NhsComponent
{
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Hint { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Draws the field as wrong without a message of its own (the message stands elsewhere).</summary>
    public bool HasError { get; set; }

    public string? DescribedBy { get; set; }

    public bool Disabled { get; set; }

    internal string FieldId => Id ?? Name ?? string.Empty;

    internal override bool Accepts(NhsComponent part) => part
        is Nhs.Hint or Nhs.ErrorMessage or Part { Element: "nhs-form-group" or "nhs-before-input" or "nhs-after-input" };

    private protected Hint? HintPart =>
        Part<Hint>() ?? (string.IsNullOrEmpty(Hint) ? null : new Hint { Text = Hint });

    private protected ErrorMessage? ErrorPart =>
        Part<ErrorMessage>() ?? (string.IsNullOrEmpty(ErrorMessage) ? null : new ErrorMessage { Text = ErrorMessage });

    private protected bool IsWrong => HasError || ErrorPart is { HasContent: true };

    /// <summary>The element that a link of the error summary leads to.</summary>
    private protected virtual string ErrorTarget => FieldId;

    internal override void Bind()
    {
        if (For is null || ViewContext is null)
        {
            return;
        }

        Name ??= ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var entry = ViewContext.ViewData.ModelState[Name];
        BindId(TagBuilder.CreateSanitizedId(Name, "_"));
        BindValue(entry, For.Model);
        ErrorMessage ??= entry?.Errors.FirstOrDefault()?.ErrorMessage;
        FieldTargets.Of(ViewContext.HttpContext).Add(Name, ErrorTarget);
    }

    private protected virtual void BindId(string id) => Id ??= id;

    private protected virtual void BindValue(ModelStateEntry? entry, object? model)
    {
    }

    /// <summary>What was typed when it was refused, otherwise the model's value.</summary>
    private protected static string? Typed(ModelStateEntry? entry, object? model) =>
        entry?.AttemptedValue ?? Convert.ToString(model, CultureInfo.InvariantCulture);

    /// <summary>Writes hint and error message, and returns the ids that describe the field.</summary>
    private protected string? Describe(HtmlContentBuilder into, string prefix, string? describedBy)
    {
        if (HintPart is { HasContent: true } hint)
        {
            hint.Id ??= prefix + "-hint";
            describedBy = Css.Join(describedBy, hint.Id);
            into.AppendHtml(hint.Render());
        }

        if (ErrorPart is { HasContent: true } error)
        {
            error.Id ??= prefix + "-error";
            describedBy = Css.Join(describedBy, error.Id);
            into.AppendHtml(error.Render());
        }

        return string.IsNullOrEmpty(describedBy) ? null : describedBy;
    }

    /// <summary>Content beside the inputs, written in the control itself or in its form group.</summary>
    private protected IHtmlContent? InGroup(string element) =>
        (Part(element) ?? Part("nhs-form-group")?.Part(element))?.Content;

    private protected Element Group(params string?[] more)
    {
        var group = Part("nhs-form-group");
        return new Element("div")
            .Class(["nhsuk-form-group", IsWrong ? "nhsuk-form-group--error" : null, .. more, group?.Classes])
            .With(group?.Attributes ?? []);
    }
}

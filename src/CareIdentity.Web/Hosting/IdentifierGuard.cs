using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// What stands for a thing in a form is put there by the page: where it cannot be read, nobody has filled in the form. Without this it would be
/// taken as left out, which often means something: a request that goes back to everybody, a change that nobody sponsors.
/// </summary>
internal sealed class IdentifierGuard : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && context.ActionDescriptor.BoundProperties.Where(IsIdentifier).Any(property => IsUnreadable(context.ModelState, property)))
        {
            context.Result = new BadRequestResult();
            return Task.CompletedTask;
        }

        return next();
    }

    private static bool IsIdentifier(ParameterDescriptor property) =>
        property.ParameterType == typeof(Guid) || property.ParameterType == typeof(Guid?) || property.ParameterType == typeof(List<Guid>);

    private static bool IsUnreadable(ModelStateDictionary state, ParameterDescriptor property)
    {
        var name = property.BindingInfo?.BinderModelName ?? property.Name;
        return state.FindKeysWithPrefix(name).Any(entry => entry.Value is { ValidationState: ModelValidationState.Invalid, AttemptedValue.Length: > 0 });
    }
}

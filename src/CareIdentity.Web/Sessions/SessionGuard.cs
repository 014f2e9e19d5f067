using CareIdentity.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CareIdentity.Web.Sessions;

/// <summary>A page that somebody signed in may open before the terms are accepted or a role is chosen: those two pages themselves, and Me.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeRoleAttribute : Attribute;

/// <summary>
/// Every page needs a session unless it says <see cref="AllowAnonymousAttribute"/>; then terms, then a role, in that order.
/// Where nobody is signed in the way back is kept.
/// </summary>
public sealed class SessionGuard(CurrentSession current) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var metadata = context.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return next();
        }

        var request = context.HttpContext.Request;
        if (current.View is not { } session)
        {
            context.Result = new RedirectResult($"/sign-in{QueryString.Create("return", HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/")}");
            return Task.CompletedTask;
        }

        if (!metadata.OfType<BeforeRoleAttribute>().Any())
        {
            var before = !session.TermsAccepted ? "/sign-in/terms" : !session.RoleSelected ? "/sign-in/role" : null;
            if (before is not null)
            {
                context.Result = new RedirectResult(before);
                return Task.CompletedTask;
            }
        }

        return next();
    }
}

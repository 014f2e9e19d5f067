using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// No text has the character NUL: PostgreSQL 18, 8.3, cannot store "the character with code zero" and fails where it is sent one. A form with
/// it is no form of a person; of an address, where somebody may have pasted it, it is left out.
/// </summary>
internal sealed class NulGuard : IAsyncResourceFilter
{
    private const char Nul = '\0';

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // As it was read where its token was looked at; a form in an address's manner of writing is refused there already.
        var form = context.HttpContext.Features.Get<IFormFeature>()?.Form;
        if (form?.Any(field => field.Value.Any(value => value?.Contains(Nul, StringComparison.Ordinal) is true)) is true)
        {
            context.Result = new BadRequestResult();
            return;
        }

        var request = context.HttpContext.Request;
        if (request.QueryString.Value is { } query && query.Contains("%00", StringComparison.Ordinal))
        {
            request.QueryString = new QueryString(query.Replace("%00", "", StringComparison.Ordinal));
        }

        await next();
    }
}
